/**
 * The interpreter of effects. They run after the facts were saved and before the answer (a Lambda freezes after it).
 * One that fails belongs to its deadline: whoever looks at the record then decides it again.
 *
 * @module
 */
import type { Whose } from '../conversations/view.ts';
import type { Deps } from '../deps.ts';
import { formatRoomName } from '../protocol/names.ts';
import type { Effect } from '../rooms/decide.ts';

/** All effects of one decision together. */
const BUDGET_MS = 5_000;

/** What is done outside of the record. */
export type Act = Exclude<Effect, { kind: 'count' | 'give_up' }>;

/** What came of an act. */
export interface Done {
	readonly act: Act;
	/** `unknown`: there was no answer. */
	readonly outcome: 'dispatched' | 'deleted' | 'removed' | 'absent' | 'other_sid' | 'unknown';
	/** LiveKit's id of the dispatch that was made; null: none, or it is not known. */
	readonly dispatchId: string | null;
}

type EffectDeps = Pick<Deps, 'livekit' | 'config' | 'newId' | 'log'>;

/** @param traceOf the call of a generation, for logs and for the agent that is asked for */
export async function runEffects(
	deps: EffectDeps,
	whose: Whose,
	effects: readonly Effect[],
	traceOf: (generation: number) => string | null,
): Promise<readonly Done[]> {
	const acts = effects.filter((effect) => effect.kind !== 'count' && effect.kind !== 'give_up');
	return Promise.all(
		acts.map(async (act) => {
			const trace = traceOf(act.generation);
			const late: Done = { act, outcome: 'unknown', dispatchId: null };
			const done = await within(BUDGET_MS, run(deps, whose, act, trace), late);
			say(deps, done, trace);
			return done;
		}),
	);
}

async function run(
	{ livekit, config, newId }: EffectDeps,
	whose: Whose,
	act: Act,
	trace: string | null,
): Promise<Done> {
	const room = formatRoomName({ ...whose, generation: act.generation });
	switch (act.kind) {
		case 'delete_room':
			return { act, outcome: await livekit.deleteRoom(room), dispatchId: null };
		case 'remove_participant':
			return { act, outcome: await livekit.removeParticipant(room, act.identity, act.sid), dispatchId: null };
		case 'dispatch': {
			const { conversation } = whose;
			const metadata = { conversation, generation: act.generation, nonce: newId(), trace };
			const ran = await livekit.dispatch(room, act.agent ?? config.agentNames[0], metadata);
			return { act, outcome: ran.outcome, dispatchId: ran.outcome === 'dispatched' ? ran.id : null };
		}
	}
}

function say({ log }: EffectDeps, { act, outcome }: Done, trace: string | null): void {
	const reason = 'reason' in act ? act.reason : undefined;
	const level = outcome === 'unknown' ? 'warn' : 'info';
	log({ level, event: 'effect', effect: act.kind, reason, outcome, trace: trace ?? undefined });
}

async function within<T>(ms: number, work: Promise<T>, late: T): Promise<T> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const budget = new Promise<T>((resolve) => {
		timer = setTimeout(resolve, ms, late);
	});
	const first = await Promise.race([work, budget]);
	clearTimeout(timer);
	return first;
}
