import { describe, expect, test } from 'vitest';
import type { Deps } from '../../functions/deps.ts';
import type { LiveKit } from '../../functions/livekit/port.ts';
import type { Store } from '../../functions/store/port.ts';
import type { History } from '../history.ts';
import { play } from '../play.ts';
import { history, starts } from '../testing.ts';
import { judge } from './judge.ts';

const rulesBrokenIn = async (told: History, spoil?: (deps: Deps) => Deps): Promise<readonly string[]> => {
	const trace = await play(told, spoil === undefined ? {} : { spoil });
	return [...new Set(judge(trace).map(({ rule }) => rule))];
};

const withPolicy = (policy: Partial<Deps['policy']>) => (deps: Deps) => ({
	...deps,
	policy: { ...deps.policy, ...policy },
});
const withStore = (change: (store: Store) => Partial<Store>) => (deps: Deps) => ({
	...deps,
	store: { ...deps.store, ...change(deps.store) },
});
const withLiveKit = (change: (livekit: LiveKit) => Partial<LiveKit>) => (deps: Deps) => ({
	...deps,
	livekit: { ...deps.livekit, ...change(deps.livekit) },
});

const unheard = { settings: { webhooks: false } };
const stays = history([starts, [40, { move: 'try_again', who: 0 }]]);
const closesTab = history([starts], { farewell: 'closes_tab' });
const agentDies = history([starts, [20, { move: 'kill_job', who: 0 }]]);
const goesAndReturns = history([starts, [40, { move: 'refresh', who: 0, ms: 45_000 }]]);
/** The agent loses the room for long, gets a successor, and comes back; the API cannot be reached from there. */
const agentReturns = history([
	starts,
	[20, { move: 'cut_job', who: 0, ms: 28_000 }],
	[20, { move: 'cut_worker', who: 0, ms: 40_000 }],
	[20, { move: 'start_worker' }],
]);
/** The agent has turns that the API could not be told of, and a successor. */
const turnsAreLate = history(
	[
		starts,
		[20, { move: 'cut_worker', who: 0, ms: 25_000 }],
		[22, { move: 'cut_job', who: 0, ms: 28_000 }],
		[22, { move: 'start_worker' }],
	],
	{ settings: { noise: '3' } },
);
/** A tab of long ago joins the room that was closed. */
const oldTabJoins = (ms: number, seconds = 24) =>
	history([starts, [20, { move: 'hang_up', who: 0 }], [seconds, { move: 'old_token', who: 0, ms }]], unheard);

describe('each rule turns red when what it is for is broken, and is green otherwise:', () => {
	test.for<[rule: string, broken: string, told: History, spoil: (deps: Deps) => Deps]>([
		[
			'one agent',
			'nobody is put out of a room',
			agentReturns,
			withLiveKit(() => ({ removeParticipant: async () => 'removed' })),
		],
		[
			'one claim',
			'a claim is dead as soon as it is granted',
			history([starts, [3.3, { move: 'another_dispatch', who: 0 }]], unheard),
			withPolicy({ claimLeaseMs: 0 }),
		],
		[
			'no stale write',
			'the store fences nothing',
			turnsAreLate,
			withStore(({ save }) => ({
				save: (key, value, version, options) => save(key, value, version, { ...options, fence: 0 }),
			})),
		],
		['nobody returns', 'the grace is too long', closesTab, withPolicy({ graceMs: 600_000 })],
		['somebody returns', 'the grace is too short', goesAndReturns, withPolicy({ graceMs: 10_000 })],
		['somebody returns', 'each token is for another room', goesAndReturns, withPolicy({ lifecycle: 'fresh' })],
		['same agent', 'writes of the agent are refused', stays, withStore(() => ({ append: async () => 'fenced' }))],
		['tombstones', 'a closed room is deleted only once', oldTabJoins(200_000), withPolicy({ deleteAgainMs: [0] })],
		[
			'deadlines',
			'records have no deadline',
			closesTab,
			withStore(({ save }) => ({
				save: (key, value, version, options) => save(key, value, version, { ...options, deadline: null }),
			})),
		],
		['deadlines', 'nobody looks what is due', closesTab, withStore(() => ({ due: async () => [] }))],
		[
			'an agent comes',
			'nobody is asked for',
			agentDies,
			withLiveKit(() => ({ dispatch: async () => ({ outcome: 'dispatched', id: '' }) })),
		],
		[
			'kept turns',
			'turns are acknowledged and not kept',
			closesTab,
			withStore(() => ({ append: async () => 'appended' })),
		],
		[
			'nothing left',
			'rooms are not deleted',
			oldTabJoins(2_000_000),
			withLiveKit(() => ({ deleteRoom: async () => 'deleted' })),
		],
		[
			'no surprise',
			'the store answers nonsense',
			closesTab,
			withStore(({ load }) => ({ load: async (key, options) => ({ ...(await load(key, options)), value: '{' }) })),
		],
	])('%s (%s)', async ([rule, , told, spoil]) => {
		expect(await rulesBrokenIn(told)).toEqual([]);
		expect(await rulesBrokenIn(told, spoil)).toContain(rule);
	});
});
