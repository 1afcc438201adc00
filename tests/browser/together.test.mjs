// On a phone: Sam and Ali share a taxi, Pete comes along; they meet by what they like; what people wait for can be read by anybody.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { servedPlace } from '../harness/place.mjs'
import { inDays, named, signedIn } from './kit.mjs'
import { Visitor, launch } from './visitor.mjs'

let browser
before(async () => { browser = await launch() })
after(async () => { await browser?.close() })

const kind = { name: 'phone without scripts', width: 360, scripts: false }

test('company by what one likes, a meeting and a taxi', async () => {
  const town = await servedPlace({ people: 300 })
  try {
    const pete = await signedIn(browser, town.base, kind, 'pete')
    await pete.open('/me/outings')
    await pete.sees('You see what others propose when they may read your hello')
    await pete.open('/me/interests')
    await pete.fill({ 'What do you like?': 'football', 'Your hello to others': 'I go on Thursdays too.' })
    await pete.page.locator('input[name=open][value=yes]').check()
    await pete.press('Save')
    await pete.sees('Sam')
    await pete.press(/^Yes, I would like to meet\W*Sam$/)
    const sam = await signedIn(browser, town.base, kind, 'sam')
    await sam.open('/me/interests')
    await sam.press(/^Yes, I would like to meet\W*Pete$/)
    await sam.sees('You both said yes')
    await sam.follow('Propose a meeting')
    await sam.press('Ask everybody', { status: 422 })
    await sam.fill({ Pete: { tick: true } })
    await named(sam, { ...inDays('on', 5), at: '14:30', where: 'The café at the library' })
    await sam.press('Ask everybody')
    await sam.press('Yes, I will come')
    const step = new URL(sam.page.url()).pathname
    await pete.open('/me/steps')
    await pete.open(step)
    await pete.press('Yes, I will come')
    await pete.sees('Everybody has said yes.')

    await pete.open('/me/outings')
    await pete.follow('Taxi to the Thursday club')
    await pete.press('I would like to come', { status: 422 })
    await named(pete, { alone: '14' })
    await pete.press('I would like to come')
    const taxi = new URL(pete.page.url()).pathname
    await sam.open(taxi)
    await sam.press(/^Yes, come along\W*Pete$/)
    await pete.open(taxi)
    await pete.sees('It is on')
    await pete.open('/me/outings/new')
    await pete.open('/me/blocks')
    await pete.open('/me/home/in-the-way')

    const maureen = await signedIn(browser, town.base, kind, 'maureen')
    await maureen.open('/demand')
    await maureen.press('Publish what people wait for today')
    const anybody = await Visitor.arrive(browser, town.base, kind)
    await anybody.open('/demand')
    const counts = (await anybody.page.locator('main').innerText()).match(/At least (\d+)/g) ?? []
    for (const count of counts) assert.equal(Number(count.match(/\d+/)[0]) % 5, 0)
    for (const visitor of [pete, sam, maureen, anybody]) await visitor.leaveForGood()
  } finally {
    await town.close()
  }
})
