// Lets a child process of a test or benchmark run TypeScript on Node 20: `node --import ./test/strip-types.mjs FILE`.
import { register } from 'node:module'

register(new URL('strip-types-hooks.mjs', import.meta.url))
