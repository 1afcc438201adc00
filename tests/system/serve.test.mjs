// The served program as a whole: slow callers, broken requests, many sign-ins at once, a log without people in it, an orderly end and a
// disorderly one.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import net from 'node:net'
import { after, before, test } from 'node:test'
import { serve, servedPlace } from '../harness/place.mjs'

let town
before(async () => {
  town = await servedPlace({ people: 300 })
})
after(() => town?.close())

const password = 'ashdale-demo'
const cookiesOf = (response) => response.headers.getSetCookie().map((line) => line.slice(0, line.indexOf(';'))).join('; ')

/// A plain connection: {send, all: everything that came until the other side closed}.
async function connection(port) {
  const socket = net.connect(port, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  let came = ''
  socket.on('data', (bytes) => (came += bytes.toString('latin1')))
  const all = new Promise((resolve) => socket.on('close', () => resolve(came)))
  return { socket, send: (text) => socket.write(text, 'latin1'), all }
}

/// The form of the sign-in page, filled in and ready to send.
async function signInForm(base, name) {
  const page = await fetch(`${base}/sign-in`)
  const csrf = /name="csrf"[^>]*value="([^"]+)"/.exec(await page.text())[1]
  return {
    method: 'POST', redirect: 'manual', body: new URLSearchParams({ csrf, 'sign-in': name, password }), headers: { cookie: cookiesOf(page) },
  }
}

test('300 callers who dawdle keep nobody else waiting', async () => {
  const slow = await Promise.all(Array.from({ length: 300 }, () => connection(town.server.port)))
  for (const caller of slow) caller.send('GET /sign-in HTTP/1.1\r\nHost: h\r\nConnec')
  for (let i = 0; i < 20; ++i) {
    const began = Date.now()
    assert.equal((await fetch(`${town.base}/sign-in`)).status, 200)
    assert.ok(Date.now() - began < 1000)
  }
  for (const caller of slow) caller.send('tion: close\r\n\r\n')
  for (const caller of slow) assert.match(await caller.all, /^HTTP\/1\.1 200 /)
})

test('a request that can be read in two ways is answered with 400', async () => {
  for (const bytes of [
    'GET / HTTP/1.1\r\n\r\n',
    'GET / HTTP/1.1\r\nHost : h\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n',
    'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd',
    'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +3\r\n\r\nabc',
    'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ]) {
    const caller = await connection(town.server.port)
    caller.send(bytes)
    const answer = await caller.all
    assert.match(answer, /^HTTP\/1\.1 400 /, JSON.stringify(bytes))
    assert.ok(answer.split('\r\n\r\n')[1].length > 0)
  }
})

test('a head of 128 MB is turned away early', { timeout: 20_000 }, async () => {
  const caller = await connection(town.server.port)
  let closed = false
  caller.socket.on('close', () => (closed = true))
  caller.send('GET / HTTP/1.1\r\nHost: h\r\nX: ')
  let sent = 0
  for (; sent < 128 && !closed; ++sent) {
    caller.send('x'.repeat(1 << 20))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  // Whoever goes on sending may lose the answer to the closing of the connection; nobody gets 128 MB in.
  assert.match(await caller.all, /^$|^HTTP\/1\.1 431 /)
  assert.ok(sent < 128)
  const resident = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${town.server.process.pid}/status`, 'utf8'))[1])
  assert.ok(resident < 150_000, `${resident} KiB`)
})

test('forty people signing in at once do not stop pages', async () => {
  const forms = await Promise.all(Array.from({ length: 40 }, () => signInForm(town.base, 'elena')))
  const answers = Promise.all(forms.map((form) => fetch(`${town.base}/sign-in`, form)))
  const waits = []
  for (let i = 0; i < 10; ++i) {
    const began = Date.now()
    assert.equal((await fetch(`${town.base}/sign-in`)).status, 200)
    waits.push(Date.now() - began)
  }
  assert.ok(Math.max(...waits) < 1500, `pages took ${waits} ms`)
  const statuses = (await answers).map((answer) => {
    if (answer.status === 503) assert.ok(Number(answer.headers.get('retry-after')) > 0)
    return answer.status
  })
  assert.ok(statuses.filter((status) => status === 303).length >= 16, String(statuses))
  assert.deepEqual([...new Set(statuses)].filter((status) => status !== 303 && status !== 503), [])
})

test('the log names routes, never addresses or people', async () => {
  await fetch(`${town.base}/sign-in?then=/looked-for-by-pete`)
  await fetch(`${town.base}/no-such-page-of-pete`)
  await new Promise((resolve) => setTimeout(resolve, 200))
  assert.match(town.server.log(), /GET \/sign-in 200 \d+us/)
  assert.doesNotMatch(town.server.log(), /pete|elena|127\.0\.0\.1 /)
})

test('told to end, it finishes what it began and leaves', async () => {
  const place = await servedPlace({ people: 300 })
  try {
    const idle = await connection(place.server.port)
    const form = await signInForm(place.base, 'sam')
    const begun = fetch(`${place.base}/sign-in`, form)
    await new Promise((resolve) => setTimeout(resolve, 40))
    const began = Date.now()
    const ended = place.server.stop()
    assert.equal((await begun).status, 303)
    await idle.all
    assert.equal(await ended, 0)
    assert.ok(Date.now() - began < 8000)
  } finally {
    await place.close()
  }
})

test('killed without warning, it opens again and knows who had signed in', async () => {
  const place = await servedPlace({ people: 300 })
  let again
  try {
    const answer = await fetch(`${place.base}/sign-in`, await signInForm(place.base, 'ali'))
    assert.equal(answer.status, 303)
    await place.server.kill()
    const began = Date.now()
    again = await serve(place.db)
    assert.ok(Date.now() - began < 2000)
    const account = await fetch(`${again.base}/account`, { headers: { cookie: cookiesOf(answer) }, redirect: 'manual' })
    assert.equal(account.status, 200)
  } finally {
    await again?.stop()
    await place.close()
  }
})
