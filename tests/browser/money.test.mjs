// Money from four sides: Sam's own beside the pot, a statement, a rule that is challenged, a review that the person sees first.
import { after, before, test } from 'node:test'
import { servedPlace } from '../harness/place.mjs'
import { Visitor, launch, visitors } from './visitor.mjs'

let browser
before(async () => { browser = await launch() })
after(async () => { await browser?.close() })

const password = 'ashdale-demo'

for (const kind of visitors.filter(({ name }) => name === 'desktop with scripts' || name === 'phone without scripts')) {
  test(`own money, statement, rules and review: ${kind.name}`, async () => {
    const town = await servedPlace({ people: 300 })
    try {
      const pete = await Visitor.arrive(browser, town.base, kind)
      await pete.open('/rules')
      await pete.sees('Care Act 2014, section 22')
      await pete.follow('Social care money does not pay for what the NHS has to provide.')
      await pete.sees('Sign in to challenge')
      await pete.signIn('sam', password)
      await pete.open('/rules')
      await pete.follow('Social care money does not pay for what the NHS has to provide.')
      await pete.fill({ 'What is wrong with it, or how does it stand in the way?': 'Nobody can say who pays for my nurse' })
      await pete.press('Send the challenge')
      await pete.sees('Nobody can say who pays for my nurse')
      await pete.open('/me/money')
      await pete.press('Write it down', { status: 422 })
      await pete.sees('Type an amount in pounds')
      await pete.fill({ Amount: '250', 'What for': 'From my savings' })
      await pete.press('Write it down')
      await pete.sees('£250.00')
      await pete.open('/me/pot')
      await pete.open('/me/statement')
      await pete.open('/me/statement?from=2026-01-01&until=2026-12-31&streams=yes')
      await pete.open('/me/review')
      await pete.open('/welcome')

      const fin = await Visitor.arrive(browser, town.base, kind)
      await fin.signIn('femi', password)
      await fin.open('/review')
      await fin.press('Ask the rules now')
      await fin.open('/finance/records?from=2026-01-01&until=2026-12-31')
      await fin.open('/finance/move-in')
      await fin.press('Bring them in', { status: 422 })
      await fin.open('/rules/new')
      await fin.press('Put it in the register', { status: 422 })
      await fin.sees('Say on which law it stands')
      await fin.open('/rules')
      await fin.follow('Social care money does not pay for what the NHS has to provide.')
      await fin.sees('Nobody can say who pays for my nurse')
    } finally {
      await town.close()
    }
  })
}
