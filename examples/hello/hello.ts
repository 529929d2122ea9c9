/** A whole company in one file: `firm run hello.ts`, or from Node 22.18 on `node hello.ts`. */
import { equal } from 'node:assert/strict'
import { code, firm, goal, hostFirm, pass, person, requestReply, script, text } from 'firm'

const greeting = requestReply.with({ facts: { question: text(), reply: text() } })

// This member is yours: a function for each message that its role may send.
const greeter = code(greeting, 'answerer', {
  answer: ({ question }) => ({ reply: `Hello, ${question}!` }),
  refuse: () => pass('everybody is greeted'),
})

const company = firm('hello', {
  goal: goal('Greet whoever comes', { owner: 'ana', measure: 'a greeting each' }),
  members: {
    ana: person({ roles: ['operator', 'asker'] }),
    bob: script({ roles: ['answerer'] }, greeter),
  },
  protocols: [greeting],
})

const hosted = await hostFirm(company)
const until = Date.now() + 60_000
const greeted = await hosted.ask({
  by: 'ana',
  protocol: greeting,
  message: 'ask',
  facts: { request: 'first', question: 'world', until },
})
console.log(greeted.facts['reply'])
equal(greeted.facts['reply'], 'Hello, world!')
await hosted.close()
