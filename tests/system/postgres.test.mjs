// The same place on PostgreSQL: made there, served from there, its books whole.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onepot, run, serve } from '../harness/place.mjs'
import { Caller } from '../harness/caller.mjs'

const cluster = process.env.ONEPOT_TEST_POSTGRES

test('Ashdale on PostgreSQL', { skip: !cluster && 'ONEPOT_TEST_POSTGRES names no server', timeout: 300_000 }, async () => {
  const name = `served_${process.pid}`
  const sql = (command) => run('psql', ['-q', '-v', 'ON_ERROR_STOP=1', '-d', cluster, '-c', command])
  assert.equal(sql(`CREATE DATABASE ${name}`).status, 0)
  const db = cluster.replace(/\/[^/]*$/, `/${name}`)
  try {
    const made = run(onepot, ['town', 'make', '--people', '300', '--out', db])
    assert.equal(made.status, 0, made.stderr)
    const verified = run(onepot, ['pot', 'verify', '--ledger', db])
    assert.equal(verified.status, 0, verified.stderr)
    const server = await serve(db)
    try {
      const pete = await new Caller(server.base).signIn('pete')
      assert.equal((await pete.ask('/me')).status, 200)
    } finally {
      await server.stop()
    }
  } finally {
    sql(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  }
})
