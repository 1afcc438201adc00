// The pages of a whole place under load: makes Ashdale, serves it, signs everybody of the story in, walks the links that each
// of them sees, and then asks for all those pages in turn over 64 connections kept alive, with gzip as browsers ask for it.
// One process asks, one serves, on the same machine. Prints tab-separated lines for ./measure: what, figure, asked for, remark.
//   node bench/http_pages.mjs [--seconds 10] [--connections 64] [--people 6200] [--db FILE|URL] [--mix FILE] [--slowest 10]
// --mix FILE asks for "SIGN-IN PATH" lines ("-" for signed out) instead of what the walk finds. Files to download are no pages:
// they are asked for once while walking, and have a row of their own, in which each is asked for again, four at a time.
// --slowest N names the N pages that took longest when each was asked for alone (on stderr).
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import http from 'node:http'

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' }, connections: { type: 'string', default: '64' }, people: { type: 'string', default: '6200' },
    db: { type: 'string' }, mix: { type: 'string' }, slowest: { type: 'string', default: '0' },
  },
})
const here = dirname(fileURLToPath(import.meta.url))
const onepot = process.env.ONEPOT ?? join(here, '../build/release/onepot')
const folder = mkdtempSync(join(tmpdir(), 'onepot-pages-'))
const pagesEach = 60 // of one visitor
const pagesAlike = 4 // that differ only in whom or what they are about
const password = 'ashdale-demo'

const files = [] // what is downloaded
const dead = new Set() // links of ours that do not lead to a page

const print = (...cells) => console.log(cells.join('\t'))
const agent = new http.Agent({ keepAlive: true, maxSockets: 4 })

function ask(port, path, { cookie = '', body } = {}) {
  return new Promise((resolve, reject) => {
    const headers = { 'accept-encoding': 'gzip', accept: 'text/html' }
    if (cookie) headers.cookie = cookie
    if (body !== undefined) headers['content-type'] = 'application/x-www-form-urlencoded'
    const request = http.request({ port, path, agent, headers, method: body === undefined ? 'GET' : 'POST' }, (response) => {
      const parts = []
      response.on('data', (part) => parts.push(part))
      response.on('end', () => {
        const sent = Buffer.concat(parts)
        const bytes = response.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent
        resolve({ status: response.statusCode, headers: response.headers, sent: sent.length, text: bytes.toString('utf8') })
      })
    })
    request.on('error', reject)
    request.end(body)
  })
}

const cookiesOf = (response) => (response.headers['set-cookie'] ?? []).map((line) => line.slice(0, line.indexOf(';')))

async function signIn(port, name) {
  const form = await ask(port, '/sign-in')
  const csrf = /name="csrf"[^>]*value="([^"]+)"/.exec(form.text)?.[1]
  const visit = cookiesOf(form).join('; ')
  const body = new URLSearchParams({ csrf, 'sign-in': name, password }).toString()
  const answer = await ask(port, '/sign-in', { cookie: visit, body })
  if (answer.status !== 303) throw new Error(`${name} could not sign in: ${answer.status}`)
  return { cookie: cookiesOf(answer).filter((c) => !c.startsWith('done=')).join('; '), home: answer.headers.location }
}

/// Every page that can be reached by links from `start`, breadth first, as far as the limits go.
async function walk(port, cookie, start) {
  const found = []
  const alike = new Map()
  const queue = [start]
  const seen = new Set(queue)
  while (queue.length > 0 && found.length < pagesEach) {
    const path = queue.shift()
    const page = await ask(port, path, { cookie })
    if (!/^text\/html/.test(page.headers['content-type'] ?? '')) {
      if (page.status === 200 && /^attachment/.test(page.headers['content-disposition'] ?? '')) files.push({ path, cookie })
      continue
    }
    if (page.status === 200) found.push({ path, sent: page.sent, size: Buffer.byteLength(page.text) })
    else dead.add(`${page.status} ${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "{…}")}`)
    for (const [, link] of page.text.matchAll(/href="(\/[^"#]*)/g)) {
      const next = link.replaceAll('&amp;', '&')
      if (seen.has(next) || next.startsWith('//') || next.startsWith('/assets/')) continue
      seen.add(next)
      const shape = next.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/g, '{}').replace(/=[^&]*/g, '={}')
      alike.set(shape, (alike.get(shape) ?? 0) + 1)
      if (alike.get(shape) <= pagesAlike) queue.push(next)
    }
  }
  return found
}

function serve(db) {
  const server = spawn(onepot, ['serve', '--db', db, '--port', '0', '--quiet'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const port = new Promise((resolve, reject) => {
    server.stdout.on('data', (text) => {
      const at = /http:\/\/[\d.]+:(\d+)\//.exec(String(text))
      if (at) resolve(Number(at[1]))
    })
    server.on('exit', (code) => reject(new Error(`serve ended with ${code}`)))
  })
  return { server, port }
}

const residentMiB = (pid) => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024)

/// Seconds of processor time that a process has used, at 100 ticks a second.
function processorSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/// Milliseconds until the whole answer is here.
async function timed(port, { path, cookie }) {
  const from = process.hrtime.bigint()
  const answer = await ask(port, path, { cookie })
  return { path, status: answer.status, size: answer.text.length, ms: Number(process.hrtime.bigint() - from) / 1e6 }
}

/// Each page alone, once warm: the slowest first.
async function oneByOne(port, pages) {
  const out = []
  for (const page of pages) {
    await ask(port, page.path, page)
    out.push({ seat: page.seat, ...(await timed(port, page)) })
  }
  return out.sort((a, b) => b.ms - a.ms)
}

/// Every file twice, four askers at a time.
async function downloads(port) {
  const queue = [...files, ...files]
  const done = []
  const asker = async () => {
    for (let file = queue.shift(); file; file = queue.shift()) done.push(await timed(port, file))
  }
  await Promise.all([asker(), asker(), asker(), asker()])
  return done.sort((a, b) => b.ms - a.ms)
}

function load(port, lines, seconds) {
  const mix = join(folder, 'mix.tsv')
  writeFileSync(mix, lines.map(({ cookie, path }) => `${cookie}\t${path}\n`).join(''))
  const out = execFileSync('wrk', ['-t1', `-c${options.connections}`, `-d${seconds}s`, '-s', join(here, 'http_pages.lua'), `http://127.0.0.1:${port}`],
    { encoding: 'utf8', env: { ...process.env, ONEPOT_MIX: mix }, timeout: (Number(seconds) + 30) * 1000 })
  return JSON.parse(out.trim().split('\n').at(-1))
}

let server
try {
  let db = options.db
  if (!db) {
    db = join(folder, 'town.db')
    execFileSync(onepot, ['town', 'make', '--people', options.people, '--seed', '1', '--out', db], { stdio: 'ignore' })
  }
  const started = serve(db)
  server = started.server
  const port = await started.port

  const pages = []
  const seats = ['pete', 'sam', 'ali', 'ruth', 'gwen', 'dawn', 'femi', 'maureen', 'elena', 'idris'] // src/town/cast.cpp
  const sessions = new Map([['-', { cookie: '', home: '/' }]])
  for (const seat of seats) sessions.set(seat, await signIn(port, seat))
  if (options.mix) {
    for (const line of readFileSync(options.mix, 'utf8').split('\n').filter((l) => l && !l.startsWith('#'))) {
      const [seat, path] = line.split(/\s+/)
      const page = await ask(port, path, { cookie: sessions.get(seat).cookie })
      if (page.status !== 200) throw new Error(`${line}: ${page.status}`)
      pages.push({ seat, cookie: sessions.get(seat).cookie, path, sent: page.sent, size: Buffer.byteLength(page.text) })
    }
  } else {
    for (const [seat, { cookie, home }] of sessions)
      for (const page of await walk(port, cookie, home)) pages.push({ seat, cookie, ...page })
  }

  if (pages.length === 0) throw new Error("no page was found")
  const before = residentMiB(server.pid)
  load(port, pages, 2) // warms the caches; not counted
  const used = processorSeconds(server.pid)
  const result = load(port, pages, options.seconds)
  const usedEach = ((processorSeconds(server.pid) - used) / result.requests) * 1e6
  const heaviest = pages.reduce((a, b) => (a.sent > b.sent ? a : b))
  const mean = Math.round(pages.reduce((sum, page) => sum + page.size, 0) / pages.length / 1024)
  const asWhat = `${pages.length} pages of ${sessions.size - 1} people signed in and of a visitor, ${mean} KiB on average before gzip; wrk on the same machine`
  print('pages a second, 64 connections'.replace('64', options.connections), Math.round(result.requests / (result.microseconds / 1e6)).toLocaleString('en-GB'), 'at least 2,000', asWhat)
  print('99 in 100 pages within', `${(result.p99_us / 1000).toFixed(1)} ms`, 'under 50 ms', `half within ${(result.p50_us / 1000).toFixed(1)} ms, the slowest ${(result.most_us / 1000).toFixed(0)} ms`)
  print('processor time of the server for a page', `${Math.round(usedEach)} µs`, '', 'whatever else the machine is doing')
  print('answers other than a page', String(result.refused + result.broken), '0', `of ${result.requests.toLocaleString('en-GB')}`)
  print('largest page, compressed', `${(heaviest.sent / 1024).toFixed(1)} KiB`, 'at most 60 KiB', `${heaviest.path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{…}')} of ${heaviest.seat}`)
  print('links that lead to no page', String(dead.size), '0', [...dead].slice(0, 5).join(', '))
  print('memory of the server', `${residentMiB(server.pid)} MiB`, '', `${before} MiB before the load`)
  if (files.length > 0) {
    const done = await downloads(port)
    const most = done.reduce((a, b) => (a.size > b.size ? a : b))
    print('files to download, four at a time', `${done[0].ms.toFixed(0)} ms`, '', `the slowest of ${done.length}, half within ${done[done.length >> 1].ms.toFixed(0)} ms; the largest ${(most.size / 1024).toFixed(0)} KiB; ${done.filter((f) => f.status !== 200).length} refused; memory of the server then ${residentMiB(server.pid)} MiB`)
  }
  if (Number(options.slowest) > 0)
    for (const page of (await oneByOne(port, pages)).slice(0, Number(options.slowest)))
      console.error(`${page.ms.toFixed(1)} ms  ${page.seat}  ${page.path}`)
} finally {
  server?.removeAllListeners('exit')
  server?.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
}
