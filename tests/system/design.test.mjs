// The workbench's groups beside those of R's rpart, on the same people with the same settings: the same number of people
// and the same mean in every group, and the same part of the variance explained.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { onepot } from '../harness/place.mjs'

const rpart = spawnSync('Rscript', ['-e', 'library(rpart)']).status === 0

/// People whose costs follow from what is known of them, and from chance; the same people for the same seed.
function people(seed, count) {
  let state = seed
  const below = (n) => (state = (state * 1103515245 + 12345) % 2147483648) % n
  const rows = ['age,nights,kind,score,two,cost']
  for (let i = 0; i < count; ++i) {
    const age = 18 + below(78), nights = below(8), kind = 'abcdef'[below(6)], score = below(10000) / 1000, two = below(4) === 0
    const chance = below(40000) + below(40000) + below(40000)
    const pence = 10000 + (age > 64 ? 30000 : 0) + nights * (kind < 'c' ? 9000 : 18000) + (score > 3.3 ? 5000 : 0) + (two ? 4000 : 0) + chance
    rows.push([age, nights, kind, score.toFixed(3), two ? 'yes' : 'no', (pence / 100).toFixed(2)].join())
  }
  return rows.join('\n') + '\n'
}

const script = `library(rpart)
a <- commandArgs(TRUE)
d <- read.csv(a[1], stringsAsFactors = TRUE)
least <- as.integer(a[3])
f <- rpart(cost ~ ., d, method = "anova", control = rpart.control(
  minbucket = least, minsplit = 2 * least, cp = 0, xval = 0, maxcompete = 0, maxsurrogate = 0))
t <- f$cptable
p <- prune(f, cp = t[max(which(t[, "nsplit"] + 1 <= as.integer(a[2]))), "CP"])
l <- p$frame[p$frame$var == "<leaf>", ]
cat(sprintf("%d %.2f\\n", l$n, l$yval)[order(l$yval)], sep = "")
cat(sprintf("%.6f\\n", 1 - sum(l$dev) / p$frame$dev[1]))
`

describe('price design', { skip: rpart ? false : 'R with its package rpart is not installed' }, () => {
  let folder
  before(() => (folder = mkdtempSync(join(tmpdir(), 'onepot-design-'))))
  after(() => rmSync(folder, { recursive: true, force: true }))

  for (const [seed, least, most] of [[1, 7, 30], [2, 20, 17], [3, 30, 20], [4, 100, 6], [5, 50, 12]])
    test(`the same groups as rpart: at least ${least} people, at most ${most} groups`, () => {
      const file = join(folder, `costs-${seed}.csv`)
      writeFileSync(file, people(seed, 3000))
      writeFileSync(join(folder, 'tree.R'), script)
      const theirs = spawnSync('Rscript', [join(folder, 'tree.R'), file, String(most), String(least)], { encoding: 'utf8' })
      assert.equal(theirs.status, 0, theirs.stderr)
      const ours = spawnSync(onepot, ['price', 'design', file, '--cost', 'cost', '--by', 'age,nights,kind,score,two', '--holdout', '0', '--samples', '0',
        '--min-group', String(least), '--max-groups', String(most), '--out', join(folder, `groups-${seed}`), '--json'], { encoding: 'utf8' })
      assert.equal(ours.status, 0, ours.stderr)
      const design = JSON.parse(ours.stdout)
      const groups = design.groups.map((g) => [Number(g.mean), `${g.n} ${g.mean}`]).sort((a, b) => a[0] - b[0]).map(([, text]) => text)
      assert.deepEqual([...groups, design.riv_train.toFixed(6)], theirs.stdout.trim().split('\n'))
    })
})
