// The estimators against R on the LaLonde sample that MatchIt ships, in the same run: every estimate and every error. R does its sums by
// other roads (QR, its own glm and optimiser), so agreement to six digits is no accident. Skipped, saying so, where R is not installed:
// tools/packages-optional.txt lists what it takes.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { onepot, run } from '../harness/place.mjs'

const packages = ['MatchIt', 'survey', 'sandwich']
const asked = spawnSync('Rscript', ['-e', `for (p in c(${packages.map((p) => `"${p}"`)})) suppressMessages(library(p, character.only = TRUE))`])
const skip = asked.error ? 'R is not installed (tools/packages-optional.txt)' : asked.status !== 0 ? `R lacks one of ${packages.join(', ')} (tools/packages-optional.txt)` : false

const covariates = ['age', 'educ', 'race', 'married', 'nodegree', 're74', 're75']

/// Runs R on a script that writes its answers as lines of NAME TAB NUMBER TAB NUMBER….
function askR(dir, script) {
  const file = join(dir, 'ask.R')
  writeFileSync(file, script)
  const done = spawnSync('Rscript', [file], { encoding: 'utf8', maxBuffer: 1 << 26 })
  assert.equal(done.status, 0, done.stderr)
  return new Map(done.stdout.trim().split('\n').map((line) => {
    const [name, ...numbers] = line.split('\t')
    return [name, numbers.map(Number)]
  }))
}

const near = (ours, theirs, what, digits = 1e-6) =>
  assert.ok(Math.abs(ours - theirs) <= digits * Math.max(1e-3, Math.abs(theirs)), `${what}: ours ${ours}, R ${theirs}`)

describe('learn change against R', { skip }, () => {
  test('group-time effects with covariates, their averages, and two-way fixed effects', () => {
    const dir = mkdtempSync(join(tmpdir(), 'onepot-r-'))
    const r = askR(dir, `
set.seed(20); n <- 300; years <- 2001:2005
suppressMessages(library(sandwich))
x <- rnorm(n); g <- ifelse(runif(n) < plogis(0.3 + 0.5 * x), sample(c(2002, 2003, 2005), n, TRUE), 0); a <- rnorm(n)
p <- do.call(rbind, lapply(years, function(t) data.frame(id = 1:n, year = t, first = g, x = round(x + 0.1 * t, 6),
  y = round(a + 0.2 * t + 0.3 * x * t + (g > 0 & t >= g) * (g - 2000 + t - g) + rnorm(n), 6))))
write.csv(p, "${dir}/panel.csv", row.names = FALSE)
say <- function(name, ...) cat(name, sprintf("%.12g", c(...)), sep = "\\t", fill = FALSE, "\\n")
w <- function(t, v) p[p$year == t, ][order(p$id[p$year == t]), v]
for (rule in c("never", "not-yet")) {
  all <- NULL
  for (c in c(2002, 2003, 2005)) for (t in 2002:2005) {
    b <- if (t >= c) c - 1 else t - 1
    k <- g == c | g == 0 | (rule == "not-yet" & g > t)
    d <- data.frame(one = as.numeric(g == c), dy = w(t, "y") - w(b, "y"), x = w(b, "x"))[k, ]
    ps <- fitted(glm(one ~ x, binomial, d, epsilon = 1e-14, maxit = 100)); left <- d$dy - predict(lm(dy ~ x, d[d$one == 0, ]), d)
    att <- mean(left[d$one == 1]) - weighted.mean(left[d$one == 0], (ps / (1 - ps))[d$one == 0])
    say(paste(rule, c, t), att); all <- rbind(all, data.frame(c, t, att, size = sum(g == c)))
  }
  on <- all[all$t >= all$c, ]; on$e <- on$t - on$c
  say(paste(rule, "simple"), weighted.mean(on$att, on$size))
  by <- tapply(on$att, on$c, mean); say(paste(rule, "group"), weighted.mean(by, table(g)[names(by)]))
  by <- sapply(split(on, on$e), function(s) weighted.mean(s$att, s$size)); say(paste(rule, "dynamic"), mean(by))
}
p$d <- as.numeric(p$first > 0 & p$year >= p$first); m <- lm(y ~ d + factor(id) + factor(year), p)
k <- length(years) + 1; N <- nrow(p)
say("twfe", coef(m)["d"], sqrt(vcovCL(m, ~ id, type = "HC0", cadjust = TRUE)["d", "d"] * (N - 1) / (N - k)))
`)
    for (const rule of ['never', 'not-yet']) {
      const done = run(onepot, ['learn', 'change', join(dir, 'panel.csv'), '--id', 'id', '--time', 'year', '--cohort', 'first', '--outcome', 'y', '--covariates', 'x', '--control', rule, '--json'])
      const ours = JSON.parse(done.stdout)
      assert.equal(ours.group_time.length, 12)
      for (const { cohort, period, att } of ours.group_time) near(att, r.get(`${rule} ${cohort} ${period}`)[0], `${rule} ${cohort} ${period}`)
      for (const kind of ['simple', 'group', 'dynamic']) near(ours[kind].att, r.get(`${rule} ${kind}`)[0], `${rule} ${kind}`)
      near(ours.twfe.att, r.get('twfe')[0], 'twfe')
      near(ours.twfe.se, r.get('twfe')[1], 'twfe, its error')
    }
    rmSync(dir, { recursive: true, force: true })
  })
})

describe('learn compare against R', { skip }, () => {
  let dir, r, ours, clustered
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'onepot-r-'))
    r = askR(dir, `
suppressMessages({library(MatchIt); library(sandwich); library(survey)})
data("lalonde", package = "MatchIt")
d <- lalonde
d$g <- (seq_len(nrow(d)) * 7) %% 40
write.csv(d, "${dir}/lalonde.csv", row.names = FALSE, quote = FALSE)
x <- ~ ${covariates.join(' + ')}
f <- update(x, treat ~ .); g <- update(x, re78 ~ treat + .); t <- d$treat; y <- d$re78; n <- nrow(d)
say <- function(name, ...) cat(name, sprintf("%.12g", c(...)), sep = "\\t", fill = FALSE, "\\n")
of <- function(name, m, v) say(name, coef(m)["treat"], sqrt(v["treat", "treat"]))
m <- lm(re78 ~ treat, d); of("naive", m, vcovHC(m, "HC3")); of("naive HC1", m, vcovHC(m, "HC1")); of("naive by g", m, vcovCL(m, ~ g))
m <- lm(g, d); of("regression", m, vcovHC(m, "HC3")); of("regression HC0", m, vcovHC(m, "HC0")); of("regression HC2", m, vcovHC(m, "HC2"))
of("regression by g", m, vcovCL(m, ~ g))
# The pairs: asked for by a table of distances, rows in order of falling propensity. Asked for by the propensity itself, MatchIt 4.5.1 as
# Debian builds it takes only controls below each person treated, nearer ones above notwithstanding (770 where its authors publish 894).
score <- fitted(glm(f, binomial, d, epsilon = 1e-14, maxit = 100)); o <- order(-score); s <- d[o, ]
far <- abs(outer(score[o][s$treat == 1], score[o][s$treat == 0], "-"))
for (replace in c(FALSE, TRUE)) {
  fit <- matchit(f, s, distance = far, replace = replace); md <- match.data(fit)
  kind <- if (replace) "with replacement" else "without replacement"
  for (adjusted in c(FALSE, TRUE)) {
    m <- if (adjusted) lm(g, md, weights = weights) else lm(re78 ~ treat, md, weights = weights)
    of(paste0("matching ", kind, if (adjusted) ", adjusted" else ""), m, if (replace) vcovHC(m, "HC3") else vcovCL(m, ~ subclass))
  }
  b <- summary(fit)$sum.matched
  for (v in c("age", "educ", "married", "re74", "re75")) say(paste("after", kind, v), b[v, "Std. Mean Diff."])
}
b <- summary(fit)$sum.all
for (v in c("age", "educ", "married", "re74", "re75")) say(paste("before", v), b[v, "Std. Mean Diff."])
ps <- fitted(glm(f, binomial, d, epsilon = 1e-14, maxit = 100))
weighted <- function(name, w) { d$w <- w; m <- svyglm(re78 ~ treat, svydesign(~ 1, weights = ~ w, data = d)); of(name, m, vcov(m)) }
weighted("ipw ATT", t + (1 - t) * ps / (1 - ps)); weighted("ipw ATE", t / ps + (1 - t) / (1 - ps))
mu0 <- predict(lm(update(x, re78 ~ .), d[t == 0, ]), d); mu1 <- predict(lm(update(x, re78 ~ .), d[t == 1, ]), d)
i <- mu1 - mu0 + t * (y - mu1) / ps - (1 - t) * (y - mu0) / (1 - ps); say("aipw ATE", mean(i), sd(i) / sqrt(n))
p <- (t - (1 - t) * ps / (1 - ps)) * (y - mu0) / mean(t); e <- mean(p); say("aipw ATT", e, sd(p - t * e / mean(t)) / sqrt(n))
z <- scale(model.matrix(x, d)[, -1])
dual <- function(rows, target) {
  c <- sweep(z[rows, ], 2, target)
  b <- optim(rep(0, ncol(c)), function(b) log(sum(exp(c %*% b))), function(b) { w <- exp(c %*% b); colSums(c * as.vector(w / sum(w))) },
             method = "BFGS", control = list(reltol = 1e-15, maxit = 5000))$par
  w <- exp(c %*% b); w / mean(w)
}
w <- rep(1, n); w[t == 0] <- dual(t == 0, colMeans(z[t == 1, ])); weighted("entropy ATT", w)
w[t == 0] <- dual(t == 0, colMeans(z)); w[t == 1] <- dual(t == 1, colMeans(z)); weighted("entropy ATE", w)
`)
    const compare = (...more) =>
      JSON.parse(run(onepot, ['learn', 'compare', join(dir, 'lalonde.csv'), '--treatment', 'treat', '--outcome', 're78', '--covariates', covariates.join(','), '--factors', 'race', '--json', ...more]).stdout)
    ours = { HC3: compare(), HC0: compare('--errors', 'HC0'), HC1: compare('--errors', 'HC1'), HC2: compare('--errors', 'HC2') }
    clustered = compare('--cluster', 'g')
  })
  after(() => rmSync(dir, { recursive: true, force: true }))

  const one = (from, method, estimand, variant) =>
    from.estimates.find((e) => e.method === method && e.estimand === estimand && (!variant || e.variant === variant)) ?? assert.fail(`no ${method} ${estimand}`)
  const agree = (e, name, digits) => {
    const [estimate, se] = r.get(name)
    near(e.estimate, estimate, name, digits)
    near(e.se, se, `${name}, its error`, digits)
  }

  test('the observational sample itself: 185 who were treated, 429 who were not', () => {
    assert.deepEqual([ours.HC3.treated, ours.HC3.control, ours.HC3.left_out], [185, 429, 0])
  })
  test('naive and regression, with HC0 to HC3 and by cluster', () => {
    agree(one(ours.HC3, 'naive', 'ATT'), 'naive')
    agree(one(ours.HC1, 'naive', 'ATT'), 'naive HC1')
    agree(one(clustered, 'naive', 'ATT'), 'naive by g')
    agree(one(ours.HC3, 'regression', 'ATE'), 'regression')
    agree(one(ours.HC0, 'regression', 'ATE'), 'regression HC0')
    agree(one(ours.HC2, 'regression', 'ATE'), 'regression HC2')
    agree(one(clustered, 'regression', 'ATE'), 'regression by g')
    // Dehejia and Wahba's sample is known for this: the regression says 1,548 where the plain difference says −635.
    assert.equal(Math.round(one(ours.HC3, 'regression', 'ATE').estimate), 1548)
    assert.equal(Math.round(one(ours.HC3, 'naive', 'ATT').estimate), -635)
  })
  for (const kind of ['without replacement', 'with replacement'])
    test(`nearest neighbours ${kind}: the same pairs, so the same figures and the same balance`, () => {
      for (const variant of [kind, `${kind}, adjusted`]) agree(one(ours.HC3, 'matching', 'ATT', variant), `matching ${variant}`)
      for (const v of ['age', 'educ', 'married', 're74', 're75']) {
        const b = ours.HC3.balance.find((x) => x.covariate === v)
        near(b.before, r.get(`before ${v}`)[0], `balance of ${v} before`)
        near(b.after[kind === 'with replacement' ? 'matching with replacement' : 'matching'], r.get(`after ${kind} ${v}`)[0], `balance of ${v} after`)
      }
    })
  test('the figure that MatchIt publishes for its default', () => {
    assert.equal(one(ours.HC3, 'matching', 'ATT', 'without replacement').estimate.toFixed(2), '894.37')
  })
  for (const estimand of ['ATT', 'ATE'])
    test(`weighting and its augmented form, ${estimand}`, () => {
      agree(one(ours.HC3, 'ipw', estimand), `ipw ${estimand}`)
      agree(one(ours.HC3, 'aipw', estimand), `aipw ${estimand}`)
      agree(one(ours.HC3, 'entropy', estimand), `entropy ${estimand}`, 1e-4)
    })
})

const boots = spawnSync('Rscript', ['-e', 'library(boot)'])
const noBoot = boots.error ? 'R is not installed (tools/packages-optional.txt)' : boots.status !== 0 ? 'R lacks boot (tools/packages-optional.txt)' : false

describe('learn worth against R', { skip: noBoot }, () => {
  test('percentile and BCa intervals of skewed costs, within what two bootstraps differ by', () => {
    const dir = mkdtempSync(join(tmpdir(), 'onepot-r-'))
    const r = askR(dir, `
suppressMessages(library(boot)); set.seed(7); n <- 60
d <- data.frame(strategy = rep(c("usual", "micro"), each = n), draw = rep(1:n, 2), cost = round(exp(6 + rnorm(2 * n)), 2), effect = round(0.7 + 0.2 * rnorm(2 * n), 4))
write.csv(d, "${join(dir, 'trial.csv')}", row.names = FALSE, quote = FALSE)
f <- function(d, i) { x <- d[i, ]; m <- x$strategy == "micro"; mean(x$cost[m]) - mean(x$cost[!m]) }
b <- boot(d, f, R = 20000, strata = factor(d$strategy))
i <- boot.ci(b, type = c("perc", "bca"))
cat("difference", b$t0, sep = "\\t"); cat("\\n")
cat("percentile", i$percent[4:5], sep = "\\t"); cat("\\n")
cat("bca", i$bca[4:5], sep = "\\t"); cat("\\n")
`)
    const done = run(onepot, ['learn', 'worth', join(dir, 'trial.csv'), '--reference', 'usual', '--bootstrap', '20000', '--json'])
    rmSync(dir, { recursive: true })
    assert.equal(done.status, 0, done.stderr)
    const [increment] = JSON.parse(done.stdout).increments
    near(increment.cost, r.get('difference')[0], 'difference of means')
    for (const [name, ours] of [['percentile', increment.cost_interval], ['bca', increment.cost_bca]]) {
      const theirs = r.get(name), width = theirs[1] - theirs[0]
      for (const end of [0, 1]) assert.ok(Math.abs(ours[end] - theirs[end]) < 0.03 * width, `${name}: ours ${ours}, R ${theirs}`)
    }
  })
})
