// Sam has a provider hold the money and tells it what to pay; anybody reads the rule about money left over; finance looks at what is due.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { servedPlace } from '../harness/place.mjs'
import { Visitor, launch, visitors } from './visitor.mjs'

let browser
before(async () => { browser = await launch() })
after(async () => { await browser?.close() })

const password = 'ashdale-demo'

async function signIn(visitor, name) {
  await visitor.open('/sign-in')
  await visitor.page.locator('input[name=sign-in]').fill(name)
  await visitor.page.locator('input[name=password]').fill(password)
  await visitor.press('Sign in')
}

for (const kind of visitors.filter(({ name }) => name.startsWith('phone'))) {
  test(`how the money is held, and what is left over: ${kind.name}`, async () => {
    const town = await servedPlace({ people: 300 })
    try {
      const nobody = await Visitor.arrive(browser, town.base, kind)
      await nobody.open('/savings')
      await nobody.sees('Money that you hold')
      await nobody.sees('Nothing goes back without this rule')

      const sam = await Visitor.arrive(browser, town.base, kind)
      await signIn(sam, 'sam')
      await sam.open('/me/pot')
      await sam.follow('How your money is held')
      const holders = await sam.page.locator('select[name^=holder-]').first().locator('option').evaluateAll((all) => all.map((o) => o.value).filter(Boolean))
      assert.ok(holders.length > 0, 'somebody here can hold money')
      for (const radio of await sam.page.locator('input[name^=hold-][value=isf]').all()) await radio.check()
      for (const select of await sam.page.locator('select[name^=holder-]').all()) await select.selectOption(holders[0])
      await sam.press('Show me what would change')
      await sam.heading('What would change')
      await sam.sees('Nothing is lost')
      await sam.press('Yes, change it')
      await sam.sees('is changed')
      await sam.open('/me/pot/instructions')
      await sam.press('Tell them to pay', { status: 422 })
      await sam.sees('There is a problem')
      await sam.fill({ 'Who is to be paid?': 'The choir', 'What for?': 'Tuesdays', 'At most, in all': '40' })
      await sam.press('Tell them to pay')
      await sam.sees('The choir')
      await sam.open('/me/pot/return')
      await sam.sees('Your pot today, by the rule')
      await sam.open('/me/pot/money-in')
      await sam.open('/me/briefs')

      const finance = await Visitor.arrive(browser, town.base, kind)
      await signIn(finance, 'femi')
      await finance.open('/finance')
      await finance.follow('Payments into pots, and contributions')
      await finance.press(/^Pay £.* into pots$/)
      await finance.sees('No payment into a pot is due today')
      await finance.open('/finance/savings')
      await finance.sees('Over the rule, without notice')
      for (const visitor of [nobody, sam, finance]) await visitor.leaveForGood()
    } finally {
      await town.close()
    }
  })
}
