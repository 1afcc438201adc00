// Pete's story, each step done in the browser by the one whose step it is: once for each kind of visitor, every page judged.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { servedPlace, onepot, run, sharedData } from '../harness/place.mjs'
import { Visitor, launch, visitors } from './visitor.mjs'

const password = 'ashdale-demo'
let browser
before(async () => { browser = await launch() })
after(async () => { await browser?.close() })

/// "£1,234.50" → 123450.
const pence = (text) => Math.round(Number(text.replace(/[£,]/g, '')) * 100)
const amounts = (text) => [...text.matchAll(/£[\d,]+(?:\.\d\d)?/g)].map((m) => pence(m[0]))
const words = async (visitor) => (await visitor.page.locator('main').innerText()).replace(/\s+/g, ' ')

for (const kind of visitors) {
  describe(`Pete's story: ${kind.name}`, () => {
    let town
    const people = {}
    const arrive = async (name, signIn = name) => {
      people[name] = await Visitor.arrive(browser, town.base, kind)
      if (signIn) await people[name].signIn(signIn, password)
      return people[name]
    }
    before(async () => { town = await servedPlace({ args: ['--at', '2026-11-21T10:00:00Z'] }) })
    after(async () => {
      for (const visitor of Object.values(people)) await visitor.leaveForGood()
      await town?.close()
    })
    let house, club, brief, availableBefore

    test('signed out, he finds out what he could get', async () => {
      const nobody = await arrive('nobody', null)
      await nobody.open('/')
      await nobody.press('What could I get?')
      await nobody.fill({ 'I would like a home of my own, or with friends': { tick: true }, 'I need help at home: washing, dressing, eating, keeping the place right': { tick: true } })
      await nobody.press('Show me')
      await nobody.sees('Somebody looks with you at what you need')
      await nobody.sees('A home with others or of your own')
      assert.ok(!nobody.page.url().includes('?'), 'what he ticked is in no address')
      for (const path of ['/directory', '/library', '/accessibility', '/privacy', '/words', '/join', '/join/provider']) await nobody.open(path)
    })

    test('he asks for support in his own words, and lets a social worker in', async () => {
      const pete = await arrive('pete')
      await pete.heading('Hello Pete')
      await pete.follow('Say what I need')
      await pete.press('Send', { status: 422 })
      await pete.sees('Write something about your life')
      await pete.fill({ 'What is your life like, and what would help?': 'I live with Mum and Dad. I want a place with my mates and help I choose.', 'Yes, a social worker may read it and talk with me': { tick: true } })
      await pete.press('Send')
      await pete.sees('You have asked')
    })

    test('his needs are described and priced; he is offered a budget from three streams', async () => {
      // The council has more than one social worker: whoever has the fewest people is asked.
      const told = await (async () => {
        await people.pete.open('/me/people')
        return words(people.pete)
      })()
      const dawn = await arrive('dawn')
      assert.match(told, /Dawn Whitaker/, 'Dawn is the one whom Pete let in')
      await dawn.follow('Pete')
      await dawn.follow('Needs')
      await dawn.sees('I want a place with my mates')
      const group = (name) => dawn.page.getByRole('group', { name, exact: true })
      const hours = async (name, much, shared) => {
        await group(name).getByLabel('How much', { exact: true }).fill(much)
        if (shared) await group(name).getByLabel('Of that, could be shared with people they live with').fill(shared)
      }
      await hours('Help with keeping the home', '2', '3')
      await dawn.press('Save and price', { status: 422 })
      await dawn.sees('The part that could be shared cannot be more than the whole')
      await hours('Help with washing, dressing and eating', '5')
      await hours('Help with keeping the home', '7', '7')
      await hours('Help to get out and about', '7', '7')
      await hours('Help with health', '2')
      await hours('Support at work', '2')
      await group('Somebody there at night').getByLabel('How many nights').fill('7')
      await group('Somebody there at night').getByLabel('The same helper could be there for others in the home too').check()
      await dawn.press('Save and price')
      await dawn.sees('£714.37')
      await dawn.press('Offer this to Pete')
    })

    test('he takes the offer, and three streams become one pot', async () => {
      const { pete } = people
      await pete.open('/me')
      await pete.follow('An offer of money for your support')
      await pete.sees('£714.37 a week')
      await pete.press('Yes, I take it', { status: 422 })
      await pete.page.getByLabel('By a provider I choose, who does what I say', { exact: true }).check()
      await pete.press('Yes, I take it')
      await pete.heading('My pot')
      await pete.sees('£2,857.48')
      await pete.open('/me')
      await pete.seesNot('NHS personal health budget')
    })

    test('he writes his plan; a practitioner tries to change a sentence and cannot', async () => {
      const { pete, dawn } = people
      await pete.open('/me/plan')
      await pete.fill({ 'I…': 'I want my own front door and my mates behind it.' })
      await pete.press('Save')
      await dawn.open('/caseload')
      await dawn.follow('Pete')
      await dawn.follow('Plan')
      await dawn.follow('Change these words')
      await dawn.page.getByLabel('The sentence', { exact: true }).fill('Pete requires supported accommodation.')
      await dawn.press('Change', { status: 403 })
      await dawn.heading('Only the person can change their words')
      await dawn.press('Send the suggestion')
      await pete.open('/me/plan')
      await pete.sees('I want my own front door and my mates behind it.')
      await pete.sees('Dawn Whitaker suggests')
      await pete.press('No')
      await pete.seesNot('Pete requires supported accommodation.')
      await pete.open('/me/looked')
      await pete.sees('Tried to change your plan')
    })

    test('alone he can afford no home with the support he needs, and the page says by how much', async () => {
      const { pete } = people
      await pete.open('/me/home')
      await pete.open('/me/home/wish')
      await pete.page.getByLabel('Thornby', { exact: true }).check()
      await pete.page.getByLabel('Oxmere', { exact: true }).check()
      await pete.page.getByLabel('Ashdale', { exact: true }).check()
      await pete.page.getByLabel('Yes, I would share a home', { exact: true }).check()
      await pete.page.getByLabel('What do you like?').fill('football, music')
      await pete.page.getByLabel('Your hello to others').fill('I go to the Thursday club in Thornby. I would like mates around me and my own door.')
      await pete.press('Save')
      await pete.sees(/You are £[\d,.]+ a week short/)
    })

    test('he meets two men who want the same; each says yes for himself', async () => {
      const sam = await arrive('sam')
      const ali = await arrive('ali')
      const yes = async (who, to) => {
        await who.open('/me/meet')
        await who.press(new RegExp(`^Yes ?: ${to}$`))
      }
      await yes(people.pete, 'Sam')
      await yes(sam, 'Pete')
      await sam.sees('You both said yes')
      for (const [who, to] of [[people.pete, 'Ali'], [ali, 'Pete'], [sam, 'Ali'], [ali, 'Sam']]) {
        await who.open('/me/meet')
        const button = new RegExp(`^Yes ?: ${to}$`)
        if ((await who.page.getByRole('button', { name: button }).count()) > 0) await who.press(button)
      }
    })

    test('Onepot finds a house all three can afford and splits rent and support to the penny', async () => {
      const { pete, sam, ali } = people
      await pete.open('/me/meet')
      await pete.press('Find a home together')
      await pete.sees('A home is found that all of you could afford')
      club = new URL(pete.page.url()).pathname
      const worth = [['60', '40', '50'], ['40', '60', '50'], ['45', '45', '60']]
      for (const [i, who] of [pete, sam, ali].entries()) {
        await who.open(`${club}/rooms`)
        const inputs = who.page.locator('main form input[type=text], main form input:not([type])')
        const all = await inputs.count()
        assert.ok(all >= 3, 'a room each')
        for (let r = 0; r < all; ++r) await inputs.nth(r).fill(worth[i][r % 3])
        await who.press('Save what I said')
      }
      await pete.open(club)
      const said = await words(pete)
      house = said.match(/Rent £([\d,.]+) a week/)
      await pete.sees(/You would pay £[\d,.]+ a week/)
      // The parts of the table sum to its last row, to the penny.
      const rows = await pete.page.locator('main table').first().locator('tbody tr').allInnerTexts()
      const figures = rows.map(amounts)
      assert.equal(figures.length, 4, rows.join('\n'))
      for (const column of [0, 1, 2]) assert.equal(figures[0][column] + figures[1][column] + figures[2][column], figures[3][column], rows.join('\n'))
      for (const row of figures) assert.equal(row[0] + row[1], row[2], rows.join('\n'))
      for (const who of [pete, sam, ali]) {
        await who.open(club)
        await who.press(/^Yes, I would like to live here for/)
      }
      await ali.sees('Everybody said yes')
    })

    test('a woman lists her micro-enterprise by herself in a few minutes', async () => {
      const grace = await arrive('grace', null)
      await grace.open('/join/provider')
      await grace.press('List it now', { status: 422 })
      await grace.page.getByLabel('Your name', { exact: true }).fill('Grace Mbeki')
      await grace.page.getByLabel('The name people will see').fill('Grace’s Good Company')
      await grace.page.getByLabel('Your town or village').selectOption({ label: 'Thornby, Ashdale' })
      await grace.page.getByLabel('What kind of thing do you do?').fill('support at home')
      await grace.page.getByLabel('Say it in a sentence').fill('I help people live the life they choose, at home and out.')
      await grace.page.getByLabel('Price of an hour by day').fill('19.50')
      await grace.page.getByLabel('Price of an hour by night').fill('13.50')
      await grace.page.getByLabel('Choose a sign-in name').fill('grace.mbeki')
      await grace.page.getByLabel('Choose a password').fill('plum lantern otter')
      await grace.press('List it now')
      await grace.heading('You are listed')
      await grace.open('/provider/bank')
      await grace.page.getByLabel('Name on the account').fill('G Mbeki')
      await grace.page.getByLabel('Sort code').fill('20-00-00')
      await grace.page.getByLabel('Account number').fill('55779911')
      await grace.press('Save')
      const { nobody } = people
      await nobody.open('/directory?words=Grace')
      await nobody.sees('Grace’s Good Company')
    })

    test('they post one brief; she makes an offer; they choose it; available falls at once', async () => {
      const { pete, sam, ali, grace } = people
      await pete.open(`${club}/brief`)
      await pete.page.getByLabel('What do you want?').fill('We want one small team that knows us, good food, and football on Saturdays.')
      for (const [part, value] of [['day', '21'], ['month', '11'], ['year', '2026']]) await pete.page.locator(`input[name=from-${part}]`).fill(value)
      await pete.press('Ask for offers')
      brief = new URL(pete.page.url()).pathname
      await grace.open('/provider/briefs')
      await grace.sees('Wanted by 3 people together')
      await grace.seesNot('Pete')
      await grace.open(brief)
      await grace.page.getByLabel('Price of an hour by day').fill('19.50')
      await grace.page.getByLabel('Price of an hour by night').fill('13.50')
      await grace.page.getByLabel('What you would do').fill('I would come myself, with my daughter at weekends.')
      await grace.press('Make an offer')
      await pete.open('/me/pot')
      availableBefore = amounts(await words(pete))[0]
      for (const who of [pete, sam, ali]) {
        await who.open(brief)
        await who.press('Yes to Grace’s Good Company')
      }
      await ali.sees('It is agreed')
      // Somebody who presses again finds it done, once.
      await pete.open(brief)
      assert.equal(await pete.page.getByRole('button', { name: 'Yes to Grace’s Good Company' }).count(), 0)
      await pete.open('/me/pot')
      const availableAfter = amounts(await words(pete))[0]
      assert.ok(availableAfter < availableBefore, `${availableAfter} is less than ${availableBefore}`)
    })

    test('she records visits on a phone-sized page; Pete approves with one tap', async () => {
      const { pete, grace } = people
      await grace.open('/provider/visits')
      await grace.press('Write a visit down')
      await grace.page.getByLabel('How many hours by day?').fill('3')
      await grace.page.getByLabel('How many hours by night?').fill('0')
      await grace.press('Send it')
      await pete.open('/me/visits')
      await pete.sees('Grace Mbeki')
      await pete.press(/^Yes, pay Grace/)
      await pete.sees('Nothing is waiting for you')
      await grace.open('/provider/visits')
    })

    test('the payment run makes a valid pain.001 file, and everybody sees the payment', async () => {
      const femi = await arrive('femi')
      const { pete, grace } = people
      await femi.open('/finance')
      await femi.sees('Grace’s Good Company')
      await femi.press(/^Pay £/)
      await femi.sees('Grace’s Good Company')
      const file = await femi.context.request.get(`${new URL(femi.page.url()).pathname}/file`)
      assert.equal(file.status(), 200)
      const path = join(town.folder, 'run.xml')
      writeFileSync(path, await file.body())
      const checked = run(onepot, ['pay', 'check', path])
      assert.equal(checked.status, 0, checked.stderr)
      const schema = join(sharedData, 'iso20022/pain.001.001.09.xsd')
      if (existsSync(schema)) {
        const valid = spawnSync('xmllint', ['--noout', '--schema', schema, path], { encoding: 'utf8' })
        assert.equal(valid.status, 0, valid.stderr)
      }
      await pete.open('/me/visits')
      await pete.sees(/Paid on/)
      await grace.open('/provider/payments')
      await grace.sees(/£/)
      await femi.open('/finance')
    })

    test('Pete says how life is; the evaluator compares by size of provider', async () => {
      const { pete } = people
      await pete.open('/me/life')
      for (const area of ['I decide about my daily life', 'My home is clean and comfortable', 'I feel safe', 'I see the people I want to see', 'I eat and drink what I like, when I like', 'I spend my time doing things I value'])
        await pete.page.getByRole('group', { name: area }).getByLabel('As good as I want it').check()
      await pete.page.getByLabel('Anything you want to say').fill('I have my own key.')
      await pete.page.getByLabel('Others may read these words as a story, without my name').check()
      await pete.press('Save')
      await pete.sees('24 of 24')
      const elena = await arrive('elena')
      await elena.open('/evaluation')
      await elena.sees(/\d+\.\d \(\d+\.\d to \d+\.\d\)/)
      await elena.sees('Micro')
      await elena.sees('I have my own key.')
      await elena.seesNot('Pete')
      await elena.open('/evaluation?who=carer')
      await elena.sees('Too few to say')
    })

    test('the innovation is put in the library, and another place adopts it', async () => {
      const { elena } = people
      await elena.open('/library')
      await elena.press('Put an idea in the library')
      await elena.fill({ 'Name of the idea': 'Three men, one house, one micro-provider', 'What it is': 'Three men who could each afford nothing share a house and the support of one micro-provider they chose.', 'Where it comes from': 'Ashdale, 2026: three men and a one-woman enterprise' })
      await elena.page.getByLabel('How: an ordinary support done in a new way').check()
      await elena.page.getByLabel('Parts at its core, one a line').fill('Each says yes for himself, at every step\nRent and support are divided so that nobody envies another\nThey choose one small provider together')
      await elena.page.getByLabel('Parts that others may adapt, one a line').fill('How many share\nWhich provider they choose')
      await elena.press('See what was tried before')
      await elena.sees('What was tried before')
      await elena.press('Put it in the library')
      await elena.heading('Three men, one house, one micro-provider')
      const idea = new URL(elena.page.url()).pathname
      const idris = await arrive('idris')
      await idris.open(idea)
      await idris.press('Adopt this idea')
      await idris.press('Adopt it', { status: 422 })
      for (const choice of await idris.page.getByLabel('We keep it').all()) await choice.check()
      const last = idris.page.getByRole('group').last()
      await last.getByLabel('We change it').check()
      await idris.page.getByLabel('How, or why (needed where you change it or leave it out)').last().fill('They may choose two providers')
      await idris.press('Adopt it')
      await idris.sees('Brackenford')
      await people.nobody.open(idea)
      await people.nobody.sees('They may choose two providers')
    })

    test('the supporter sees only what Pete lets her see', async () => {
      const ruth = await arrive('ruth')
      await ruth.open('/supporting')
      for (const path of ['/account', '/words']) await ruth.open(path)
      await ruth.open('/finance', { status: 403 })
      await people.pete.open('/me/people')
      await people.pete.open('/account')
      await people.pete.open('/me/name')
    })

    test('the books are whole after all of it', async () => {
      const verified = run(onepot, ['pot', 'verify', '--ledger', town.db])
      assert.equal(verified.status, 0, verified.stderr + verified.stdout)
    })
  })
}
