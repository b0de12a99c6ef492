import { expect, test } from 'vitest';
import { readChildWord } from './child-words.ts';

test.each([
	[{ case: 'initializeResponse' }, { word: 'answers' }],
	[{ case: 'pongResponse', value: { timestamp: 1 } }, { word: 'answers' }],
	[{ case: 'exiting', value: { reason: 'room disconnected' } }, { word: 'leaves' }],
	[
		{ greenroom: 'job_begins', room: 'r', jobId: 'AJ_1' },
		{ word: 'serves', job: { room: 'r', jobId: 'AJ_1' } },
	],
	[
		{ greenroom: 'agent_present', jobId: 'AJ_1', start: 'first' },
		{ word: 'present', agent: { jobId: 'AJ_1', start: 'first' } },
	],
	[
		{ greenroom: 'turn_timed', turn: 0.5, turnModel: 0.1 },
		{ word: 'timed', times: { turn: 0.5, turnModel: 0.1 } },
	],
])('%j is understood', (message, word) => {
	expect(readChildWord(message)).toEqual(word);
});

test.each([
	{ case: 'shuttingDown' },
	{ case: 'inferenceRequest', value: {} },
	{ greenroom: 'x' },
	{ greenroom: 'turn_timed', turn: 'long' },
	null,
	'a word',
])('%j is agents’ own', (message) => {
	expect(readChildWord(message)).toBeNull();
});
