// A server that is killed at any moment has lost nothing that it said was done, and opens again at once.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { rmSync } from 'node:fs'
import { onepot, placeOfItsOwn, run, serve } from '../harness/place.mjs'
import { Caller } from '../harness/caller.mjs'

let place
before(() => (place = placeOfItsOwn({ people: 600 })))
after(() => rmSync(place.folder, { recursive: true, force: true }))

/// Makes an account; true when the server has said that it is there.
async function join(base, name, area) {
  const answer = await new Caller(base).submit('/join', {
    'known-as': 'Kit', 'full-name': 'Kit of the test', 'born-day': '1', 'born-month': '2', 'born-year': '1990',
    area, 'sign-in': name, password: `a long enough password ${name}`,
  })
  return answer.status === 303
}

test('what was said to be done is there after kill -9', { timeout: 300_000 }, async () => {
  const done = []
  for (let round = 0; round < 4; round++) {
    const from = Date.now()
    const server = await serve(place.db)
    assert.ok(round === 0 || Date.now() - from < 5000, `it took ${Date.now() - from} ms to open again`)
    const area = (await new Caller(server.base).choices('/join', 'area'))[0]
    const killed = new Promise((resolve) => setTimeout(resolve, 700 + 431 * round)).then(server.kill)
    for (let i = 0; ; i++) {
      try {
        if (await join(server.base, `kit-${round}-${i}`, area)) done.push(`kit-${round}-${i}`)
      } catch {
        break // the server is gone: this one was never said to be done
      }
    }
    await killed
  }
  assert.ok(done.length > 0, 'the test never made an account')
  const verified = run(onepot, ['pot', 'verify', '--ledger', place.db])
  assert.equal(verified.status, 0, verified.stderr)
  const server = await serve(place.db)
  try {
    for (const name of done.slice(-12)) await new Caller(server.base).signIn(name, `a long enough password ${name}`)
  } finally {
    assert.equal(await server.stop(), 0, 'a server that is asked to stop ends well')
  }
})
