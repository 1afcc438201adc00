// Steps that several stories in the browser share.
import { Visitor } from './visitor.mjs'

/// Somebody of the demo place, signed in.
export async function signedIn(browser, base, kind, name) {
  const visitor = await Visitor.arrive(browser, base, kind)
  await visitor.open('/sign-in')
  await named(visitor, { 'sign-in': name, password: 'ashdale-demo' })
  await visitor.press('Sign in')
  return visitor
}

/// Fills fields by their names.
export async function named(visitor, fields) {
  for (const [name, value] of Object.entries(fields)) await visitor.page.locator(`input[name="${name}"], textarea[name="${name}"]`).first().fill(value)
}

/// The three fields of a day so many days from now.
export function inDays(prefix, days) {
  const date = new Date(Date.now() + days * 86_400_000)
  return { [`${prefix}-day`]: String(date.getUTCDate()), [`${prefix}-month`]: String(date.getUTCMonth() + 1), [`${prefix}-year`]: String(date.getUTCFullYear()) }
}

/// Pete's needs are described with him, and he accepts the pot that is offered.
export async function givePeteAPot(browser, pete, base, kind) {
  await pete.open('/me/needs')
  await named(pete, { words: 'I want a place with my mates.' })
  await pete.page.locator('input[name=let-in]').check()
  await pete.leave(() => pete.page.locator('main form button').first().click())
  const dawn = await signedIn(browser, base, { ...kind, width: 1280 }, 'dawn')
  await dawn.open('/caseload')
  const person = await dawn.page.getByRole('link', { name: /Pete/ }).first().getAttribute('href')
  const record = person.split('/').slice(0, 3).join('/')
  await dawn.open(`${record}/needs`)
  await named(dawn, { 'personal-hours': '5', 'household-hours': '7', 'household-shareable': '7', 'out-hours': '7', 'out-shareable': '7',
    'health-hours': '2', 'work-hours': '2', 'night-nights': '7' })
  await dawn.page.locator('input[name="night-shareable"]').check()
  await dawn.leave(() => dawn.page.locator('main form button').first().click())
  await dawn.leave(() => dawn.page.locator('main form button').first().click())
  await dawn.leaveForGood()
  await pete.open('/me/offer')
  await pete.page.locator('input[name=holding][value=isf]').check()
  await pete.leave(() => pete.page.locator('form[action="/me/offer/accept"] button').click())
}
