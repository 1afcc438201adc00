// The front door, as each kind of visitor finds it.
import { after, before, test } from 'node:test'
import { servedPlace } from '../harness/place.mjs'
import { Visitor, launch, visitors } from './visitor.mjs'

let town
let browser
before(async () => {
  town = await servedPlace({ empty: true })
  browser = await launch()
})
after(async () => {
  await browser?.close()
  await town?.close()
})

for (const kind of visitors) {
  test(`the home page: ${kind.name}`, async () => {
    const visitor = await Visitor.arrive(browser, town.base, kind)
    await visitor.open('/sign-in')
    await visitor.open('/there-is-no-such-page', { status: 404 })
    await visitor.leaveForGood()
  })
}
