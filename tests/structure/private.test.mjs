// Private money is invisible because nothing else can name it: docs/decisions/0016.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { below, isCode, isTest, text } from './files.mjs'

test('only one file names the tables of private money', () => {
  const named = below('src', (path) => isCode(path) && !isTest(path) && /\bprivate_(deal|visit|entry|event)\b/.test(text(path)))
  assert.deepEqual(named, ['src/store/private/own_money.cpp'])
})

test('only its use cases, its two pages and the line beside the pot reach them', () => {
  const reach = below('src', (path) => isCode(path) && !isTest(path) && /onepot\/(store|place)\/own_money\.h/.test(text(path)))
  assert.deepEqual(reach.sort(), [
    'src/place/include/onepot/place/own_money.h',
    'src/place/private/own_money.cpp',
    'src/store/private/own_money.cpp',
    'src/web/pages/person.cpp',
    'src/web/pages/private/customers.cpp',
    'src/web/pages/private/own_money.cpp',
  ])
})
