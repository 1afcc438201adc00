// Somebody lists what they do; Sam asks for it, says yes to their offer, and approves the visit; finance pays it; everybody sees it. Then an invoice.
import { after, before, test } from 'node:test'
import { servedPlace } from '../harness/place.mjs'
import { Visitor, launch, visitors } from './visitor.mjs'

let browser
before(async () => { browser = await launch() })
after(async () => { await browser?.close() })

const password = 'ashdale-demo'

for (const kind of visitors) {
  test(`from a listing to a payment: ${kind.name}`, async () => {
    const town = await servedPlace({ people: 300 })
    try {
      const provider = await Visitor.arrive(browser, town.base, kind)
      await provider.open('/directory')
      await provider.open('/directory?words=owl+whispering')
      await provider.sees('We found nothing')
      await provider.open('/join/provider')
      await provider.press('List it now', { status: 422 })
      await provider.sees('There is a problem')
      await provider.fill({ 'Your name': 'Noor', 'The name people will see': 'Noor’s Mornings', 'Your town or village': { select: 'Thornby, Ashdale' },
        'What kind of thing do you do?': 'Owl whispering', 'Say it in a sentence': 'I come in the morning', 'Price of an hour by day': '17.50' })
      await provider.page.locator('input[name=sign-in]').fill('noor')
      await provider.page.locator('input[name=password]').fill('otter kettle mauve')
      await provider.press('List it now')
      await provider.sees('It took 9 fields.')
      await provider.open('/provider/bank')
      await provider.fill({ 'Name on the account': 'N Okafor', 'Sort code': '20-00-00', 'Account number': '55779911' })
      await provider.press('Save')
      await provider.sees('****9911')
      await provider.open('/provider/offerings')
      await provider.open('/provider/listing')

      const sam = await Visitor.arrive(browser, town.base, kind)
      await sam.open('/directory?words=owl')
      await sam.follow('Noor’s Mornings')
      await sam.open('/sign-in')
      await sam.page.locator('input[name=sign-in]').fill('sam')
      await sam.page.locator('input[name=password]').fill(password)
      await sam.press('Sign in')
      await sam.open('/me/brief')
      await sam.fill({ 'What do you want?': 'Somebody to have breakfast with', 'Hours a week by day': '1', 'Hours a week by night': '' })
      const today = new Date()
      await sam.fill({ Day: today.getUTCDate(), Month: today.getUTCMonth() + 1, Year: today.getUTCFullYear() })
      await sam.press('Ask for offers')
      await sam.sees('No offer has come yet')
      const brief = new URL(sam.page.url()).pathname

      await provider.open('/provider/briefs')
      await provider.follow('Wanted by one person')
      await provider.seesNot('Sam')
      await provider.fill({ 'Price of an hour by day': '17.50', 'What you would do': 'I come, we have breakfast' })
      await provider.press('Make an offer')

      await sam.open(brief)
      await sam.sees('£17.50')
      await sam.press('Yes to Noor’s Mornings')
      await sam.heading('What is agreed with Noor’s Mornings')
      await sam.open('/me/briefs')

      await provider.open('/provider/visits')
      await provider.press('Write a visit down')
      await provider.fill({ 'How many hours?': '1', 'Anything to tell them?': 'Eggs' })
      await provider.press('Send it')
      await provider.sees('Waiting for their yes')

      await sam.open('/me/visits')
      await sam.follow('Something is wrong')
      await sam.open('/me/visits')
      await sam.press('Yes, pay Noor’s Mornings £17.50')

      const finance = await Visitor.arrive(browser, town.base, kind)
      await finance.open('/sign-in')
      await finance.page.locator('input[name=sign-in]').fill('femi')
      await finance.page.locator('input[name=password]').fill(password)
      await finance.press('Sign in')
      await finance.open('/finance')
      await finance.sees('Noor’s Mornings')
      await finance.press(/^Pay £.* now$/)
      await finance.sees('under an hour')
      await sam.open('/me/visits')
      await sam.sees('Paid on')
      await provider.open('/provider/visits')
      await provider.sees('Paid on')
      await provider.open('/provider/payments')
      await provider.follow(/^What the (payment|money) of/)
      await provider.sees('Sam')
      await provider.sees('£17.50')

      await provider.open('/provider/visits')
      await provider.press('Send an invoice')
      await provider.page.locator('input[name=words-1]').fill('Eggs')
      await provider.page.locator('input[name=amount-1]').fill('2.40')
      await provider.press('Send it')
      await sam.open('/me/visits')
      await sam.sees('Eggs: £2.40')
      await sam.press('Yes, pay Noor’s Mornings £2.40')
      await sam.open('/me/workers')
      for (const page of ['/finance', '/finance/returns', '/finance/statements', '/finance/weights']) await finance.open(page)
      for (const visitor of [provider, sam, finance]) await visitor.leaveForGood()
    } finally {
      await town.close()
    }
  })
}
