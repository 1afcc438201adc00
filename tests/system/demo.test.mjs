// `onepot demo` on a place that is there already: up at once, and it says where to look and who to sign in as.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { test } from 'node:test'
import { Caller } from '../harness/caller.mjs'
import { freePort, onepot, placeOfItsOwn } from '../harness/place.mjs'

test('the demo is up at once where Ashdale is there, and says who to sign in as', { timeout: 120_000 }, async () => {
  const place = placeOfItsOwn()
  const port = await freePort()
  const from = Date.now()
  const child = spawn(onepot, ['demo', '--db', place.db, '--port', String(port)], { stdio: ['ignore', 'pipe', 'ignore'] })
  try {
    let said = ''
    child.stdout.on('data', (data) => (said += data))
    const base = `http://127.0.0.1:${port}`
    for (;;) {
      try {
        await fetch(base)
        break
      } catch {
        assert.ok(Date.now() - from < 20_000 && child.exitCode === null, `the demo did not come up: ${said}`)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
    const took = Date.now() - from
    console.log(`up in ${took} ms`)
    assert.ok(took < 5000, `up in ${took} ms, on a machine that may be busy; 2 s is what is promised on one that is not`)
    for (const words of [base, 'ashdale-demo', 'pete', 'dawn', 'femi', 'elena']) assert.ok(said.includes(words), `it does not say ${words}:\n${said}`)
    await new Caller(base).signIn('pete')
  } finally {
    child.kill('SIGTERM')
    await new Promise((resolve) => (child.exitCode === null ? child.on('exit', resolve) : resolve()))
    rmSync(place.folder, { recursive: true, force: true })
  }
})
