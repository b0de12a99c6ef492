/**
 * A scene, played to its end and judged: all that a page shows of it.
 *
 * @module
 */
import { judge } from '../../../sim/checker/judge.ts';
import type { Violation } from '../../../sim/checker/violation.ts';
import type { Settle } from '../../../sim/clock/settle.ts';
import { digestOf } from '../../../sim/digest.ts';
import { busyMsOf } from '../../../sim/history.ts';
import { play } from '../../../sim/play.ts';
import { START, type WorldSettings } from '../../../sim/settings.ts';
import type { Trace } from '../../../sim/trace.ts';
import { historyOf, type Scene, spoilOf } from '../scene/scene.ts';

export interface Played {
	readonly world: WorldSettings;
	readonly trace: Trace;
	/** The first first. */
	readonly violations: readonly Violation[];
	/** The same for the same history. */
	readonly digest: string;
	/** Milliseconds from the beginning until nothing is done to the world any more. */
	readonly quietAt: number;
	/** Until its end. */
	readonly length: number;
}

export async function playScene(scene: Scene, settle?: Settle): Promise<Played> {
	const history = historyOf(scene);
	const spoil = spoilOf(scene);
	const trace = await play(history, {
		...(spoil === null ? {} : { spoil }),
		...(settle === undefined ? {} : { settle }),
	});
	return {
		world: history.settings,
		trace,
		violations: judge(trace),
		digest: digestOf(trace),
		quietAt: busyMsOf(history),
		length: trace.end - START,
	};
}
