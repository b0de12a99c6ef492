import { expect, test } from 'vitest';
import type { Turn } from '../../functions/protocol/conversation.ts';
import { makeIsAnswer, owesAnswer } from './owed.ts';

const turn = (role: Turn['role'], text: string): Turn => ({ id: text, role, text, at: 0 });
const question = turn('user', 'what is my name');
const answer = turn('agent', 'Your name is Peter.');
const sorry = turn('agent', 'Sorry, I lost you for a moment.');
const isAnswer = makeIsAnswer([sorry.text]);

test.for<[string, Turn[], boolean]>([
	['nothing was said', [], false],
	['nobody has asked', [sorry], false],
	['a question is the last word', [answer, question], true],
	['it was answered', [question, answer], false],
	['it was answered late', [question, sorry, answer], false],
	['only an opening came after it', [question, sorry], true],
	['the opening was cut off', [question, turn('agent', 'Sorry, I lost')], true],
	['the answer was cut off', [question, turn('agent', 'Your name')], false],
	['another agent has answered, and one has opened since', [question, answer, sorry], false],
	['two openings came after it', [question, sorry, sorry], true],
])('%s', ([, history, owes]) => {
	expect(owesAnswer(history, isAnswer)).toBe(owes);
});
