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

/** What came of them, as far as somebody has to know it. */
export interface Ran {
	/** LiveKit's id of the dispatch that was made; null: none, or it is not known. */
	readonly dispatchId: string | null;
}

type EffectDeps = Pick<Deps, 'livekit' | 'store' | 'config' | 'newId' | 'log'>;

export async function runEffects(deps: EffectDeps, whose: Whose, effects: readonly Effect[]): Promise<Ran> {
	if (effects.length === 0) return { dispatchId: null };
	const acting = effects.map((effect) => (effect.kind === 'count' ? null : runEffect(deps, whose, effect)));
	const ids = await within(BUDGET_MS, Promise.all([...acting, count(deps, effects)]));
	return { dispatchId: ids?.find((id) => id !== null) ?? null };
}

async function runEffect(deps: EffectDeps, whose: Whose, effect: Exclude<Effect, { kind: 'count' }>) {
	const { livekit } = deps;
	const room = formatRoomName({ ...whose, generation: effect.generation });
	switch (effect.kind) {
		case 'delete_room':
			say(deps, effect, await livekit.deleteRoom(room));
			return null;
		case 'remove_participant':
			say(deps, effect, await livekit.removeParticipant(room, effect.identity, effect.sid));
			return null;
		case 'dispatch': {
			const { conversation } = whose;
			const metadata = { conversation, generation: effect.generation, nonce: deps.newId() };
			const ran = await livekit.dispatch(room, effect.agent ?? deps.config.agentNames[0], metadata);
			say(deps, effect, ran.outcome);
			return ran.outcome === 'dispatched' ? ran.id : null;
		}
	}
}

function say({ log }: EffectDeps, effect: Effect, outcome: string): void {
	const reason = 'reason' in effect ? effect.reason : undefined;
	log({ level: outcome === 'unknown' ? 'warn' : 'info', event: 'effect', effect: effect.kind, reason, outcome });
}

/** A count that is lost is not worth an error. */
async function count({ store, log }: EffectDeps, effects: readonly Effect[]): Promise<null> {
	const deltas: Record<string, number> = {};
	for (const effect of effects) if (effect.kind === 'count') deltas[effect.outcome] = (deltas[effect.outcome] ?? 0) + 1;
	await store.count(deltas).catch(() => log({ level: 'warn', event: 'count_lost' }));
	return null;
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const budget = new Promise<null>((resolve) => {
		timer = setTimeout(resolve, ms, null);
	});
	const first = await Promise.race([work, budget]);
	clearTimeout(timer);
	return first;
}
