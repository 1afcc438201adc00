// A visitor with a browser of a certain size, scripts on or off. Every page they come to is judged: it answers, it has one heading,
// it fits the screen, no more than 60 KiB travel for it, its HTML is valid, nothing is reported on the console, and axe-core
// finds no violation of WCAG 2.2 AA.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { HtmlValidate } from 'html-validate'
import { chromium } from 'playwright-core'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const heaviest = 60 * 1024

/// The four kinds of visitor that every story is told to.
/// ONEPOT_VISITOR="phone with scripts" tells it to that one only.
const all = [
  { name: 'desktop with scripts', width: 1280, scripts: true },
  { name: 'desktop without scripts', width: 1280, scripts: false },
  { name: 'phone with scripts', width: 360, scripts: true },
  { name: 'phone without scripts', width: 360, scripts: false },
]
export const visitors = all.filter(({ name }) => !process.env.ONEPOT_VISITOR || name === process.env.ONEPOT_VISITOR)

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    // GOV.UK's published markup, which ours equals, differs from these on purpose.
    'no-redundant-role': 'off',
    'prefer-native-element': 'off',
    'no-redundant-for': 'off',
    'aria-label-misuse': 'off',
    // A page may speak of the same thing twice in two landmarks; axe judges what is confusing.
    'unique-landmark': 'off',
    // Checkboxes of one question share a name.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button'] }],
  },
})

export function launch() {
  return chromium.launch({
    executablePath: process.env.ONEPOT_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
  })
}

export class Visitor {
  /// A browser context of their own: nobody else's cookies.
  static async arrive(browser, base, { name = 'desktop with scripts', width = 1280, scripts = true } = {}) {
    const device = {
      baseURL: base, viewport: { width, height: width < 600 ? 780 : 800 },
      isMobile: width < 600, hasTouch: width < 600, deviceScaleFactor: 1, locale: 'en-GB', timezoneId: 'Europe/London',
    }
    const context = await browser.newContext({ ...device, javaScriptEnabled: scripts })
    const visitor = new Visitor(context, await context.newPage(), { name, width, scripts })
    visitor.judgesOwn = scripts ? null : await browser.newContext(device)
    return visitor
  }

  constructor(context, page, kind) {
    Object.assign(this, { context, page, kind, judged: new Set(), complaints: [], response: null })
    page.setDefaultTimeout(15_000)
    page.on('console', (message) => message.type() === 'error' && this.complaints.push(`${message.text()} ${message.location().url}`))
    page.on('pageerror', (error) => this.complaints.push(String(error)))
    page.on('response', (response) => {
      const request = response.request()
      if (request.isNavigationRequest() && request.frame() === page.mainFrame()) this.response = response
    })
  }

  /// Opens an address and judges the page. `status` where it is not 200.
  async open(path, { status = 200 } = {}) {
    await this.page.goto(path)
    await this.judge({ status })
    return this
  }

  /// Fills fields by their labels: text, {choose: 'Radio label'}, {tick: true|false} or {select: 'Option'}.
  async fill(fields) {
    for (const [label, value] of Object.entries(fields)) {
      const field = this.page.getByLabel(label, { exact: true })
      if (value !== null && typeof value === 'object') {
        if ('choose' in value) await this.page.getByRole('group', { name: label }).getByLabel(value.choose, { exact: true }).check()
        else if ('tick' in value) await field.setChecked(value.tick)
        else await field.selectOption({ label: value.select })
      } else await field.fill(String(value))
    }
    return this
  }

  /// Presses a button (or follows what looks like one) and judges where it leads.
  async press(name, { status = 200 } = {}) {
    const button = this.page.getByRole('button', { name, exact: typeof name === 'string' }).filter({ visible: true }).first()
    await this.leave(() => button.click())
    await this.judge({ status })
    return this
  }

  async follow(name, { status = 200 } = {}) {
    const link = this.page.getByRole('link', { name, exact: typeof name === 'string' }).filter({ visible: true }).first()
    await this.leave(() => link.click())
    await this.judge({ status })
    return this
  }

  /// Does something that leads to another page (or to this one again) and waits until it is there.
  async leave(action) {
    const arrived = this.page.waitForEvent('load')
    await action()
    await arrived
  }

  async heading(expected) {
    const found = (await this.page.locator('h1').innerText()).trim()
    if (expected instanceof RegExp) assert.match(found, expected)
    else assert.equal(found, expected)
    return this
  }

  /// The page says this somewhere in its main part.
  async sees(expected) {
    const said = (await this.page.locator('main').innerText()).replace(/\s+/g, ' ')
    if (expected instanceof RegExp) assert.match(said, expected)
    else assert.ok(said.includes(expected), `"${expected}" is not on ${this.page.url()}, which says: ${said.slice(0, 1500)}`)
    return this
  }

  async seesNot(unexpected) {
    const said = (await this.page.locator('main').innerText()).replace(/\s+/g, ' ')
    assert.ok(!(unexpected instanceof RegExp ? unexpected.test(said) : said.includes(unexpected)), `"${unexpected}" is on ${this.page.url()}`)
    return this
  }

  /// Signs in as an account of the demo place; see `onepot demo`.
  async signIn(name, password) {
    await this.open('/sign-in')
    await this.page.locator('input[name=sign-in]').first().fill(name)
    await this.page.locator('input[type=password]').first().fill(password)
    await this.leave(() => this.page.locator('main form button[type=submit]').first().click())
    await this.judge()
    return this
  }

  async signOut() {
    return this.press(/sign out/i)
  }

  /// All the judges. The slow ones look once at each kind of page: its path with numbers and ids left out, and its heading.
  async judge({ status = 200 } = {}) {
    const { page, kind } = this
    const where = `${page.url()} (${kind.name})`
    const body = (await this.response.body()).toString('utf8')
    assert.equal(this.response.status(), status, `${where}\n${body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').slice(0, 600)}`)
    assert.deepEqual(this.complaints.filter((text) => !(status >= 400 && text.includes(String(status)))), [], `the console at ${where}`)
    this.complaints = []
    const headings = await page.locator('h1').allInnerTexts()
    assert.equal(headings.length, 1, `${where} has the headings ${JSON.stringify(headings)}`)
    const { responseBodySize } = await this.response.request().sizes()
    assert.ok(responseBodySize <= heaviest, `${where} weighs ${responseBodySize} bytes`)

    const sort = `${new URL(page.url()).pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27,}|\d+/g, ':')} ${headings[0]} ${status}`
    if (this.judged.has(sort)) return
    this.judged.add(sort)
    await this.judgeWidth(where)
    await judgeHtml(body, where)
    await this.judgeAccess(where)
  }

  async judgeWidth(where) {
    const { page, kind } = this
    for (const width of kind.width < 600 ? [320, kind.width] : [kind.width]) {
      await page.setViewportSize({ width, height: page.viewportSize().height })
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      assert.ok(wide <= width, `${where} is ${wide} px wide on a screen of ${width} px`)
    }
  }

  /// axe is itself a script: where scripts are off it looks at the same page, its scripts taken out, in a window of its own.
  async judgeAccess(where) {
    let page = this.page
    if (this.judgesOwn) {
      const body = (await page.content()).replace(/<script\b[\s\S]*?<\/script>/g, '')
      page = await this.judgesOwn.newPage()
      await page.route(this.page.url(), (route) => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }))
      await page.goto(this.page.url())
    }
    await page.evaluate(axeSource)
    const found = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags, resultTypes: ['violations'] }), wcag)
    const told = found.violations.map((v) => `${v.id}: ${v.help}\n    ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200)).join('\n    ')}`)
    if (this.judgesOwn) await page.close()
    assert.deepEqual(told, [], `axe at ${where}`)
  }

  async leaveForGood() {
    await this.judgesOwn?.close()
    await this.context.close()
  }
}

export async function judgeHtml(body, where) {
  const report = await validator.validateString(body)
  const told = report.results.flatMap((result) => result.messages).map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`)
  assert.deepEqual(told.slice(0, 10), [], `HTML of ${where}`)
}
