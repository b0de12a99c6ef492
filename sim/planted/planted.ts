/**
 * Bugs that can be put into Greenroom, each with a history in which it breaks a promise: who judges must see it, and
 * nothing without it.
 *
 * @module
 */
import type { Deps } from '../../functions/deps.ts';
import type { LiveKit } from '../../functions/livekit/port.ts';
import type { Store } from '../../functions/store/port.ts';
import { history, starts } from '../by-hand.ts';
import type { History } from '../history.ts';

export interface Planted {
	/** In words. */
	readonly bug: string;
	/** The promise that it breaks. */
	readonly rule: string;
	readonly history: History;
	readonly spoil: (deps: Deps) => Deps;
}

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
const oldTabJoins = (ms: number) =>
	history([starts, [20, { move: 'hang_up', who: 0 }], [24, { move: 'old_token', who: 0, ms }]], unheard);

/** By name. */
export const planted: Readonly<Record<string, Planted>> = {
	nobody_is_removed: {
		rule: 'one agent',
		bug: 'nobody is put out of a room',
		history: agentReturns,
		spoil: withLiveKit(() => ({ removeParticipant: async () => 'removed' })),
	},
	claims_are_dead: {
		rule: 'one claim',
		bug: 'a claim is dead as soon as it is granted',
		history: history([starts, [3.3, { move: 'another_dispatch', who: 0 }]], unheard),
		spoil: withPolicy({ claimLeaseMs: 0 }),
	},
	nothing_is_fenced: {
		rule: 'no stale write',
		bug: 'the store fences nothing',
		history: turnsAreLate,
		spoil: withStore(({ save }) => ({
			save: (key, value, version, options) => save(key, value, version, { ...options, fence: 0 }),
		})),
	},
	grace_is_too_long: {
		rule: 'nobody returns',
		bug: 'the grace is too long',
		history: closesTab,
		spoil: withPolicy({ graceMs: 600_000 }),
	},
	grace_is_too_short: {
		rule: 'somebody returns',
		bug: 'the grace is too short',
		history: goesAndReturns,
		spoil: withPolicy({ graceMs: 10_000 }),
	},
	tokens_are_for_other_rooms: {
		rule: 'somebody returns',
		bug: 'each token is for another room',
		history: goesAndReturns,
		spoil: withPolicy({ lifecycle: 'fresh' }),
	},
	writes_are_refused: {
		rule: 'same agent',
		bug: 'writes of the agent are refused',
		history: stays,
		spoil: withStore(() => ({ append: async () => 'fenced' })),
	},
	rooms_are_deleted_once: {
		rule: 'tombstones',
		bug: 'a closed room is deleted only once',
		history: oldTabJoins(200_000),
		spoil: withPolicy({ deleteAgainMs: [0] }),
	},
	records_have_no_deadline: {
		rule: 'deadlines',
		bug: 'records have no deadline',
		history: closesTab,
		spoil: withStore(({ save }) => ({
			save: (key, value, version, options) => save(key, value, version, { ...options, deadline: null }),
		})),
	},
	nobody_looks: {
		rule: 'deadlines',
		bug: 'nobody looks what is due',
		history: closesTab,
		spoil: withStore(() => ({ due: async () => [] })),
	},
	nobody_is_asked_for: {
		rule: 'an agent comes',
		bug: 'no agent is asked for',
		history: agentDies,
		spoil: withLiveKit(() => ({ dispatch: async () => ({ outcome: 'dispatched', id: '' }) })),
	},
	turns_are_not_kept: {
		rule: 'kept turns',
		bug: 'turns are acknowledged and not kept',
		history: closesTab,
		spoil: withStore(() => ({ append: async () => 'appended' })),
	},
	rooms_are_not_deleted: {
		rule: 'nothing left',
		bug: 'rooms are not deleted',
		history: oldTabJoins(2_000_000),
		spoil: withLiveKit(() => ({ deleteRoom: async () => 'deleted' })),
	},
	nonsense_is_stored: {
		rule: 'no surprise',
		bug: 'the store answers nonsense',
		history: closesTab,
		spoil: withStore(({ load }) => ({ load: async (key, options) => ({ ...(await load(key, options)), value: '{' }) })),
	},
};
