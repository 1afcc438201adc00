// Alone Pete can pay for no home with the support he needs; with Sam and Ali he can. They meet by saying yes to each other, a house
// is found, each says what the rooms are worth, rent and support are divided, and each says yes for himself.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { servedPlace } from '../harness/place.mjs'
import { givePeteAPot, named, signedIn } from './kit.mjs'
import { launch, visitors } from './visitor.mjs'

let browser
before(async () => { browser = await launch() })
after(async () => { await browser?.close() })

for (const kind of visitors) {
  test(`three men find a home together: ${kind.name}`, async () => {
    const town = await servedPlace({ people: 300 })
    try {
      const pete = await signedIn(browser, town.base, kind, 'pete')
      await pete.open('/me/home')
      await pete.sees('we need to know what support you need')
      await givePeteAPot(browser, pete, town.base, kind)
      await pete.open('/me/home/wish')
      await pete.press('Save', { status: 422 })
      await pete.sees('Choose at least one area')
      await pete.fill({ Thornby: { tick: true }, Oxmere: { tick: true }, 'What do you like?': 'football' })
      await pete.page.getByLabel('Yes, I would share a home', { exact: true }).check()
      await pete.fill({ 'Your hello to others': 'I go to the Thursday club.' })
      await pete.press('Save')
      await pete.sees(/You are £[\d,.]+ a week short/)

      const sam = await signedIn(browser, town.base, kind, 'sam')
      const ali = await signedIn(browser, town.base, kind, 'ali')
      for (const [me, others] of [[pete, ['Sam', 'Ali']], [sam, ['Pete']], [ali, ['Pete']]]) {
        await me.open('/me/meet')
        for (const other of others) await me.press(new RegExp(`^Yes\\W*${other}$`))
      }
      await pete.open('/me/meet')
      await pete.sees('You both said yes')
      await pete.press('Find a home together')
      await pete.sees('Pete, Sam and Ali')
      const club = new URL(pete.page.url()).pathname
      for (const [me, worths] of [[pete, ['70', '50', '47']], [sam, ['60', '60', '47']], [ali, ['50', 'a lot', '42']]]) {
        await me.open(`${club}/rooms`)
        for (const [i, worth] of worths.entries()) await named(me, { [`room-${i + 1}`]: worth })
        await me.press('Save what I said', { status: worths.includes('a lot') ? 422 : 200 })
      }
      await named(ali, { 'room-2': '75' })
      await ali.press('Save what I said')
      for (const me of [pete, sam, ali]) {
        await me.open('/me')
        await me.open('/me/home')
        await me.open(club)
        await me.sees('Why this is fair')
        await me.press(/^Yes, I would like to live here for £/)
      }
      await ali.heading('You have a home together')
      await pete.open('/me/home')
      await pete.sees('This is your home')
      assert.equal(await pete.page.getByText('Find a home together').count(), 0)
      for (const visitor of [pete, sam, ali]) await visitor.leaveForGood()
    } finally {
      await town.close()
    }
  })
}
