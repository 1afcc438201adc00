// Elena reads the plan that was fixed before its answers came, makes the result, makes it again, and reads the report; a person tells of a
// tenancy and takes it back. On a phone without scripts: everybody else has it easier.
import { after, before, test } from 'node:test'
import { servedPlace } from '../harness/place.mjs'
import { named, signedIn } from './kit.mjs'
import { launch, visitors } from './visitor.mjs'

let browser
before(async () => { browser = await launch() })
after(async () => { await browser?.close() })

for (const kind of visitors.filter(({ name }) => name === 'phone without scripts')) {
  test(`what was asked, what came out, and news that is taken back: ${kind.name}`, async () => {
    const town = await servedPlace({ people: 600 })
    try {
      const sam = await signedIn(browser, town.base, kind, 'sam')
      await sam.open('/me/life')
      await sam.follow('Tell about something new in your life: a home, a job')
      await sam.press('Save', { status: 422 })
      await sam.page.locator('input[name=kind][value=tenancy]').check()
      await named(sam, { 'day-day': '2', 'day-month': '11', 'day-year': '2026', words: 'My name is on the door.' })
      for (const box of await sam.page.locator('input[name=may]').all()) await box.check()
      await sam.press('Save')

      const elena = await signedIn(browser, town.base, kind, 'elena')
      await elena.open('/evaluations')
      await elena.follow('Micro-enterprises beside agencies')
      await elena.sees('Fixed before any answer of its time had been given')
      await elena.sees('People who read the plan said')
      await elena.press('Make the result')
      await elena.sees('Who was counted')
      await elena.press('Make it again and compare')
      await elena.sees('every figure the same')
      await elena.follow('Back')
      await elena.follow('The report as a page')
      await elena.sees('A cost that is avoided is not money that anybody can take out')
      await elena.open('/evaluations/told')
      await elena.sees('My name is on the door.')

      await sam.press('Take it back')
      await sam.seesNot('My name is on the door.')
      await elena.open('/evaluations/told')
      await elena.seesNot('My name is on the door.')
      for (const page of ['four-tests', 'continuity', 'rating-gap', 'diagnostic', 'publish']) await elena.open(`/evaluations/${page}`)
      for (const visitor of [sam, elena]) await visitor.leaveForGood()
    } finally {
      await town.close()
    }
  })
}
