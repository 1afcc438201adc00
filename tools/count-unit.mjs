// count-unit.mjs DIR: adds up GoogleTest's JSON reports and prints "passed failed skipped". A program that ctest calls failed
// without a failed test in its report (it crashed, leaked or hung) is one failure more.
import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'

const dir = process.argv[2]
let passed = 0
let failed = 0
let skipped = 0
const failedIn = new Map()
for (const file of readdirSync(dir).filter((name) => name.endsWith('.json'))) {
  const report = JSON.parse(readFileSync(join(dir, file), 'utf8'))
  let failures = 0
  for (const test of report.testsuites.flatMap((suite) => suite.testsuite)) {
    if (test.failures?.length) failures++
    else if (test.result === 'SKIPPED' || test.status === 'NOTRUN') skipped++
    else passed++
  }
  failed += failures
  failedIn.set(basename(file, '_tests.json'), failures)
}
let programs = []
try {
  programs = [...readFileSync(join(dir, 'ctest.xml'), 'utf8').matchAll(/<testcase name="([^"]+)"[^>]*?status="([^"]+)"/g)]
} catch {
  failed++ // ctest itself wrote nothing
}
for (const [, name, status] of programs) {
  if (status === 'fail' && !failedIn.get(name)) {
    failed++
    console.error(`${name}_tests ended badly: see above`)
  }
}
console.log(passed, failed, skipped)
