// On a phone: a club's life. Three who live together try a stay, buy their support, one is away, one leaves – each step with its sums
// before any yes, and the provider asked where hours change soon.
import { after, before, test } from 'node:test'
import { servedPlace } from '../harness/place.mjs'
import { givePeteAPot, inDays, named, signedIn } from './kit.mjs'
import { launch } from './visitor.mjs'

let browser
before(async () => { browser = await launch() })
after(async () => { await browser?.close() })

const kind = { name: 'phone without scripts', width: 360, scripts: false }

test('a trial stay, an agreement, somebody away, somebody leaves', async () => {
  const town = await servedPlace({ people: 300 })
  try {
    const pete = await signedIn(browser, town.base, kind, 'pete')
    await givePeteAPot(browser, pete, town.base, kind)
    await pete.open('/me/home/wish')
    await pete.fill({ Thornby: { tick: true }, Oxmere: { tick: true } })
    await pete.page.getByLabel('Yes, I would share a home', { exact: true }).check()
    await pete.fill({ 'Your hello to others': 'I go to the Thursday club.' })
    await pete.press('Save')
    const sam = await signedIn(browser, town.base, kind, 'sam')
    const ali = await signedIn(browser, town.base, kind, 'ali')
    for (const [me, others] of [[pete, ['Sam', 'Ali']], [sam, ['Pete']], [ali, ['Pete']]]) {
      await me.open('/me/meet')
      for (const other of others) await me.press(new RegExp(`^Yes\\W*${other}$`))
    }
    await pete.open('/me/home')
    await pete.press('Find a home together')
    const club = new URL(pete.page.url()).pathname
    for (const [me, worths] of [[pete, [70, 50, 47]], [sam, [60, 60, 47]], [ali, [50, 75, 42]]]) {
      await me.open(`${club}/rooms`)
      for (const [i, worth] of worths.entries()) await named(me, { [`room-${i + 1}`]: String(worth) })
      await me.press('Save what I said')
    }

    await pete.open(`${club}/trial`)
    await pete.press('Ask everybody', { status: 422 })
    await named(pete, { ...inDays('from', 3), ...inDays('until', 6) })
    await pete.page.locator('input[name=pays][value=each]').check()
    await pete.press('Ask everybody')
    await pete.sees('You pay this to the landlord yourself')
    const trial = new URL(pete.page.url()).pathname
    for (const me of [pete, sam, ali]) {
      await me.open(trial)
      await me.press('Yes, I would like to try it')
    }
    await ali.sees('Everybody has said yes.')

    for (const me of [pete, sam, ali]) {
      await me.open(club)
      await me.press(/^Yes, I would like to live here for £/)
    }
    await pete.open(`${club}/brief`)
    await named(pete, { words: 'Somebody we know, in our house.', ...inDays('from', 1) })
    await pete.leave(() => pete.page.locator('main form button').first().click())
    const brief = new URL(pete.page.url()).pathname
    const gwen = await signedIn(browser, town.base, kind, 'gwen')
    await gwen.open(brief)
    await named(gwen, { 'day-rate': '18', 'night-rate': '11', words: 'The three of us.', 'notice-days': '28' })
    await gwen.leave(() => gwen.page.locator('form[action$="/offer"] button').click())
    for (const me of [pete, sam, ali]) {
      await me.open(brief)
      await me.leave(() => me.page.locator('form[action$="/yes"] button').click())
    }

    await sam.open(`${club}/away`)
    await sam.press('Show everybody what it changes', { status: 422 })
    await sam.page.locator('input[name=person]').first().check()
    await named(sam, { ...inDays('from', 8), ...inDays('until', 14) })
    await sam.press('Show everybody what it changes')
    await sam.sees('is asked to agree to the other hours')
    const away = new URL(sam.page.url()).pathname
    for (const me of [pete, sam, ali]) {
      await me.open(away)
      await me.leave(() => me.page.locator('form[action$="/yes"] button').click())
    }
    await ali.sees('Nothing changes before')
    await gwen.open('/provider')
    await gwen.follow('Changes in the hours you work')
    await gwen.press(/^Yes, I can work these hours/)
    await gwen.sees('You said yes.')
    await ali.open(away)
    await ali.sees('said yes to the other hours')
    await ali.open(`${club}/life`)
    await ali.open(`${club}/next`)

    await sam.open(club)
    await sam.follow('See what leaving would mean')
    await sam.leave(() => sam.page.locator('form[action$="/leave"] button').click())
    await sam.sees('All of it stays yours')
    const leaving = new URL(sam.page.url()).pathname
    await sam.leave(() => sam.page.locator(`form[action="${leaving}/yes"] button`).click())
    await pete.open(club)
    await pete.sees('Sam leaves')
    await gwen.open('/provider/changes')
    await gwen.sees('Sam moves out')
    await pete.open('/me/steps')
    for (const visitor of [pete, sam, ali, gwen]) await visitor.leaveForGood()
  } finally {
    await town.close()
  }
})
