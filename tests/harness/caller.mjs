// A browser's bare bones: cookies, forms, redirects. For tests of the server where no page is looked at.
import assert from 'node:assert/strict'
import { parse } from 'parse5'

/// All elements of a parsed page that the test holds for.
function elements(node, wanted, found = []) {
  if (node.tagName && wanted(node)) found.push(node)
  for (const child of node.childNodes ?? []) elements(child, wanted, found)
  return found
}

const attribute = (element, name) => element.attrs.find((a) => a.name === name)?.value

export class Caller {
  constructor(base) {
    this.base = base
    this.cookies = new Map()
  }

  /// One request: {status, headers, body, location}; redirects are not followed.
  async ask(path, { form, method } = {}) {
    const response = await fetch(new URL(path, this.base), {
      method: method ?? (form ? 'POST' : 'GET'),
      redirect: 'manual',
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form ? { origin: this.base } : {}),
      },
      body: form ? new URLSearchParams(form) : undefined,
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)
      if (/max-age=0/i.test(line) || value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return { status: response.status, headers: response.headers, body: await response.text(), location: response.headers.get('location') }
  }

  /// Opens a page, fills in the form that posts to `action` (this page where it is not given) and sends it.
  async submit(path, fields, { action = path } = {}) {
    const page = await this.ask(path)
    assert.equal(page.status, 200, `${path} answered ${page.status}`)
    const form = elements(parse(page.body), (e) => e.tagName === 'form' && (attribute(e, 'action') ?? path).split('?')[0] === action.split('?')[0])[0]
    assert.ok(form, `${path} has no form for ${action}`)
    const values = {}
    for (const input of elements(form, (e) => e.tagName === 'input' && attribute(e, 'type') === 'hidden'))
      values[attribute(input, 'name')] = attribute(input, 'value') ?? ''
    return this.ask(action, { form: { ...values, ...fields } })
  }

  /// The values of a page's select, without the empty one.
  async choices(path, name) {
    const page = parse((await this.ask(path)).body)
    const select = elements(page, (e) => e.tagName === 'select' && attribute(e, 'name') === name)[0]
    assert.ok(select, `${path} has no choice ${name}`)
    return elements(select, (e) => e.tagName === 'option').map((e) => attribute(e, 'value')).filter(Boolean)
  }

  async signIn(name, password = 'ashdale-demo') {
    const answer = await this.submit('/sign-in', { 'sign-in': name, password })
    assert.equal(answer.status, 303, `${name} could not sign in: ${answer.status}`)
    return this
  }
}
