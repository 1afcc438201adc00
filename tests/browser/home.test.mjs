// The front door, as each kind of visitor finds it.
import { after, before, test } from 'node:test'
import { onepot, run, servedTown } from '../harness/place.mjs'
import { Visitor, launch, visitors } from './visitor.mjs'

const ready = run(onepot, ['serve', '--help']).status === 0

let town
let browser
before(async () => {
  if (!ready) return
  town = await servedTown()
  browser = await launch()
})
after(async () => {
  await browser?.close()
  await town?.close()
})

for (const kind of visitors) {
  test(`the home page: ${kind.name}`, { skip: !ready && 'this build cannot serve' }, async () => {
    const visitor = await Visitor.arrive(browser, town.base, kind)
    await visitor.open('/')
    await visitor.leaveForGood()
  })
}
