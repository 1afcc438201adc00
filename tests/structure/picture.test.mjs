// The picture of docs/architecture.md: who may know whom, and what the rooms may not touch.
import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { test } from 'node:test'
import { below, isCode, isTest, places, root, rooms, stripped, text } from './files.mjs'

const flow = ['price', 'pot', 'plan', 'club', 'buy', 'pay', 'learn', 'spread']
const picture = rooms()

test('every folder of src is a room of CMakeLists.txt', () => {
  const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((e) => e.isDirectory()).map((e) => e.name)
  assert.deepEqual(folders.filter((folder) => !picture.has(folder)), [])
})

test('a room of the flow knows base and rooms to its left, never one to its right', () => {
  for (const [at, room] of flow.entries()) {
    const allowed = new Set(['base', ...flow.slice(0, at)])
    assert.deepEqual(picture.get(room).filter((used) => !allowed.has(used)), [], `what ${room} USES`)
  }
  assert.deepEqual(picture.get('base'), [])
  for (const room of ['html', 'http', 'identity']) assert.deepEqual(picture.get(room), ['base'], `what ${room} USES`)
  for (const room of ['store', 'place', 'town'])
    assert.deepEqual(picture.get(room).filter((used) => ['web', 'cli', 'html', 'http', 'identity'].includes(used)), [], `what ${room} USES`)
})

test('every #include follows the picture', () => {
  const wrong = []
  for (const path of below('src', isCode)) {
    const room = path.split('/')[1]
    const allowed = new Set([room, ...(picture.get(room) ?? [])])
    for (const [line, used] of text(path).matchAll(/^\s*#\s*include\s*["<]onepot\/(\w+)\/[^\n]*/gm))
      if (!allowed.has(used)) wrong.push(`${path}: ${line.trim()} (${room} does not list ${used} in USES)`)
    for (const [line, near] of text(path).matchAll(/^\s*#\s*include\s*"((?:\.\.\/)+[^"]*)"/gm))
      if (!normalize(join(path, '..', near)).startsWith(`src/${room}/`)) wrong.push(`${path}: ${line.trim()} (leaves the room)`)
  }
  assert.deepEqual(wrong, [])
})

test('SQL is only in store', () => {
  const sql = /\b(SELECT\s+[\w*(:]|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+TABLE\s)/g
  const wrong = below('src', (path) => isCode(path) && !isTest(path) && !path.startsWith('src/store/'))
    .flatMap((path) => places(path, stripped(text(path)), sql))
  assert.deepEqual(wrong, [])
})

test('a room of the flow reads no clock, no environment, no file, no network and no unseeded randomness', () => {
  const impure =
    /system_clock::now|steady_clock::now|high_resolution_clock|\bstd::time\(|gettimeofday|clock_gettime|#include\s*<(?:ctime|random|fstream|iostream|sys\/socket\.h|sqlite3\.h|libpq-fe\.h)>|random_device|\bgetenv\(|\bstd::rand\(|\bfopen\(/g
  // Engines that promise to stop within a time limit are handed the clock they may look at, in one file each.
  const allowed = new Set([])
  const wrong = flow
    .flatMap((room) => (existsSync(join(root, 'src', room)) ? below(`src/${room}`, (path) => isCode(path) && !isTest(path)) : []))
    .filter((path) => !allowed.has(path))
    .flatMap((path) => places(path, stripped(text(path)), impure))
  assert.deepEqual(wrong, [])
})

test('only http knows Beast and sockets; only html builds markup that goes in unescaped', () => {
  const beast = below('src', (path) => isCode(path) && !path.startsWith('src/http/')).flatMap((path) =>
    places(path, stripped(text(path)), /#include\s*<boost\/(?:beast|asio)[^>]*>/g))
  assert.deepEqual(beast, [])
  // Each use of trusted() outside html stands here with its number and its reason.
  const listed = new Map([])
  const found = new Map()
  for (const path of below('src', (path) => isCode(path) && !path.startsWith('src/html/'))) {
    const uses = places(path, stripped(text(path), { strings: true }), /\btrusted\(/g).length
    if (uses > 0) found.set(path, uses)
  }
  for (const [path, uses] of found) assert.ok(uses <= (listed.get(path) ?? 0), `${path} uses trusted() ${uses} times; give the reason in this test's list`)
})
