// The house's habits: short files, a README a room, every dependency explained, every capability told truthfully.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { below, isCode, places, root, rooms, stripped, text } from './files.mjs'

const longest = 500
// Files that were longer when the rule came, with the length that they may not pass. The numbers may only fall.
const longer = new Map([
  ['src/http/server.cpp', 560], // the one unit that may know Beast
])

test(`no file of code is longer than ${longest} lines`, () => {
  const wrong = []
  for (const path of ['src', 'apps', 'tests', 'bench'].flatMap((folder) => below(folder, (path) => /\.(cpp|h|mjs)$/.test(path)))) {
    const lines = text(path).split('\n').length - 1
    if (lines > (longer.get(path) ?? longest)) wrong.push(`${path}: ${lines} lines`)
  }
  assert.deepEqual(wrong, [])
})

test('every room has a README.md', () => {
  const without = [...rooms().keys()].filter((room) => existsSync(join(root, 'src', room)) && below(`src/${room}`).some(isCode) && !existsSync(join(root, 'src', room, 'README.md')))
  assert.deepEqual(without, [])
})

test('a header guards itself, and nothing of the standard library is let loose in one', () => {
  const headers = below('src', (path) => path.endsWith('.h'))
  assert.deepEqual(headers.filter((path) => !/^#pragma once$/m.test(text(path))), [])
  assert.deepEqual(headers.flatMap((path) => places(path, stripped(text(path)), /^\s*using\s+namespace\s[^\n]*/gm)), [])
})

test('what is unfinished is said in docs, not left in the code', () => {
  const marks = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|')})\\b`, 'g')
  const wrong = ['src', 'apps', 'bench'].flatMap((folder) => below(folder, isCode)).flatMap((path) => places(path, text(path), marks))
  assert.deepEqual(wrong, [])
})

test('every dependency has its line in docs/dependencies.md', () => {
  const told = text('docs/dependencies.md')
  const debian = ['tools/packages-build.txt', 'tools/packages-test.txt']
    .flatMap((list) => text(list).split('\n'))
    .map((line) => line.replace(/#.*/, '').trim())
    .filter(Boolean)
  const { dependencies = {}, devDependencies = {} } = JSON.parse(text('package.json'))
  const names = [...debian, ...Object.keys(dependencies), ...Object.keys(devDependencies)]
  assert.deepEqual(names.filter((name) => !told.includes(`\`${name}\``)), [])
  for (const version of Object.values({ ...dependencies, ...devDependencies })) assert.match(version, /^\d/, 'npm versions are exact')
})

test('docs/capabilities.md has a row for each capability, and every test and file it names exists', () => {
  const rows = [...text('docs/capabilities.md').matchAll(/^\| ([PMLCBYESG]\d+) \|(.*)$/gm)]
  const ids = rows.map(([, id]) => id)
  const expected = Object.entries({ P: 6, M: 8, L: 8, C: 5, B: 14, Y: 3, E: 11, S: 12, G: 3 })
    .flatMap(([letter, count]) => Array.from({ length: count }, (_, i) => `${letter}${i + 1}`))
  assert.deepEqual([...ids].sort(), [...expected].sort())
  const missing = rows.flatMap(([, id, rest]) =>
    [...rest.matchAll(/`((?:src|tests|bench|docs|content|assets)\/[^`*]+)`/g)]
      .filter(([, path]) => !existsSync(join(root, path)))
      .map(([, path]) => `${id}: ${path}`))
  assert.deepEqual(missing, [])
})

test('links between the documents lead somewhere', () => {
  const wrong = []
  const documents = ['README.md', 'CONTRIBUTING.md', ...below('docs', (path) => path.endsWith('.md')), ...below('src', (path) => path.endsWith('.md'))]
  for (const path of documents.filter((path) => existsSync(join(root, path))))
    for (const [, link] of text(path).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)/g))
      if (!existsSync(join(root, path, '..', link))) wrong.push(`${path}: ${link}`)
  assert.deepEqual(wrong, [])
})

test('shell scripts parse', () => {
  const scripts = ['run', 'test', 'measure', '.ci/run', ...below('tools').filter((path) => !/\.(txt|mjs|md)$/.test(path))]
  for (const script of scripts.filter((path) => existsSync(join(root, path)))) execFileSync('bash', ['-n', join(root, script)])
})

test('the code is formatted: tools/format does it', () => {
  execFileSync(join(root, 'tools/format'), ['--check'], { stdio: 'pipe', maxBuffer: 64 << 20 })
})

