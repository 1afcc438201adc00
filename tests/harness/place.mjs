// A place to test against: Ashdale made once for all tests, copied for each, and served on a free port of loopback.
import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
export const onepot = process.env.ONEPOT ?? join(root, 'build/release/onepot')
/// Published data sets that are not part of the project; tests that need them skip where they are not there.
export const sharedData = process.env.ONEPOT_SHARED_DATA ?? join(root, '../shared/data')

/// Runs a command and gives {status, stdout, stderr}.
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 256 << 20, timeout: 300_000, ...options })
  if (done.error) throw done.error
  return done
}

/// The path of a made Ashdale that nobody writes to; made again when the program is newer than it.
export function madeTown({ people = Number(process.env.ONEPOT_TEST_PEOPLE ?? 6200), seed = 1 } = {}) {
  const path = join(root, `build/test/town-${people}-${seed}.db`)
  if (existsSync(path) && statSync(path).mtimeMs > statSync(onepot).mtimeMs) return path
  mkdirSync(dirname(path), { recursive: true })
  const fresh = path + '.new'
  for (const old of ['', '-wal', '-shm'].map((end) => fresh + end)) rmSync(old, { force: true })
  const made = run(onepot, ['town', 'make', '--people', String(people), '--seed', String(seed), '--out', fresh])
  if (made.status !== 0) throw new Error(`onepot town make: exit ${made.status}\n${made.stderr}`)
  renameSync(fresh, path)
  return path
}

/// A folder with a copy of the town in it, or with nothing yet: {folder, db}. The caller removes the folder.
export function placeOfItsOwn({ empty = false, ...options } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'onepot-place-'))
  const db = join(folder, 'town.db')
  if (empty) writeFileSync(db, '')
  else copyFileSync(madeTown(options), db)
  return { folder, db }
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

/// Starts `onepot serve` on a database and waits until it answers: {base, port, process, stop, kill, log}.
export async function serve(db, { port, args = [], env = {} } = {}) {
  port ??= await freePort()
  const child = spawn(onepot, ['serve', '--db', db, '--port', String(port), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  let log = ''
  child.stdout.on('data', (data) => (log = (log + data).slice(-200_000)))
  child.stderr.on('data', (data) => (log = (log + data).slice(-200_000)))
  const gone = new Promise((resolve) => child.on('exit', (code, signal) => resolve(code ?? signal)))
  const base = `http://127.0.0.1:${port}`
  const end = async (signal) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
    const how = await gone
    clearTimeout(late)
    return how
  }
  for (let waited = 0; ; waited += 50) {
    if (child.exitCode !== null) throw new Error(`onepot serve ended at once (${child.exitCode}):\n${log}`)
    try {
      await fetch(base, { redirect: 'manual' })
      break
    } catch {
      if (waited > 20_000) {
        await end('SIGKILL')
        throw new Error(`onepot serve did not answer in 20 s:\n${log}`)
      }
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  return { base, port, process: child, stop: () => end('SIGTERM'), kill: () => end('SIGKILL'), log: () => log }
}

/// A served copy of Ashdale (or an empty place) for one test file: {base, folder, db, server, close}.
export async function servedPlace(options = {}) {
  const { folder, db } = placeOfItsOwn(options)
  const server = await serve(db, options)
  const close = async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { base: server.base, folder, db, server, close }
}
