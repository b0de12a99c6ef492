import { expect, test } from 'vitest';
import { testDeployment } from '../testing.ts';
import { judgeOperator } from './operator.ts';

const agents = { at: 0, livekit: true, truncated: false, agents: [], workers: [], alerts: [] };

test.each([
	[{ outcome: 'ok', body: agents, text: '' }, 'ok', 'open'],
	[{ outcome: 'ok', body: { ...agents, livekit: false }, text: '' }, 'fault', 'api_without_livekit'],
	[{ outcome: 'no_token' }, 'warn', 'no_token'],
	[{ outcome: 'wrong_token' }, 'fault', 'wrong_token'],
	[{ outcome: 'no_door' }, 'fault', 'no_door'],
	[{ outcome: 'store_unavailable' }, 'fault', 'store_unavailable'],
	[{ outcome: 'refused', status: 500 }, 'fault', 'refused'],
	[{ outcome: 'unreadable' }, 'fault', 'unreadable'],
	[{ outcome: 'unreachable', why: 'timeout' }, 'skipped', 'api_silent'],
] as const)('%j', (answer, verdict, outcome) => {
	expect(judgeOperator(testDeployment(), answer)).toMatchObject({ verdict, outcome });
});
