/**
 * The interpreter of effects. They run after the facts were saved and before the answer (a Lambda freezes after it).
 * One that fails belongs to its deadline: whoever looks at the record then decides it again.
 *
 * @module
 */
import type { Whose } from '../conversations/view.ts';
import type { LiveKit } from '../livekit/index.ts';
import type { Log } from '../log.ts';
import { formatRoomName } from '../protocol/names.ts';
import type { Effect } from '../rooms/decide.ts';

/** All effects of one decision together. */
const BUDGET_MS = 5_000;

export interface EffectDeps {
	readonly livekit: LiveKit;
	readonly log: Log;
}

export async function runEffects(deps: EffectDeps, whose: Whose, effects: readonly Effect[]): Promise<void> {
	if (effects.length === 0) return;
	const all = Promise.all(effects.map((effect) => runEffect(deps, whose, effect)));
	let timer: ReturnType<typeof setTimeout> | undefined;
	const budget = new Promise<void>((resolve) => {
		timer = setTimeout(resolve, BUDGET_MS);
	});
	await Promise.race([all, budget]);
	clearTimeout(timer);
}

async function runEffect({ livekit, log }: EffectDeps, whose: Whose, effect: Effect): Promise<void> {
	const room = formatRoomName({ ...whose, generation: effect.generation });
	const outcome = await livekit.deleteRoom(room);
	log({
		level: outcome === 'unknown' ? 'warn' : 'info',
		event: 'effect',
		effect: effect.kind,
		reason: effect.reason,
		outcome,
	});
}
