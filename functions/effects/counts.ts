/**
 * What is counted and said of a step.
 *
 * @module
 */
import type { Log, LogLine } from '../log.ts';
import { PHRASES } from '../protocol/log-phrases.ts';
import type { Effect } from '../rooms/decide.ts';
import type { Transition } from '../rooms/transitions.ts';

type Counts = Readonly<Record<string, number>>;

/** Saved with the step, so that each is counted once. Lengths are summed up, for their mean. */
export function countsOf(effects: readonly Effect[], changes: readonly Transition[], more: Counts = {}): Counts {
	const counts = { ...more };
	const add = (name: string, value: number) => {
		counts[name] = (counts[name] ?? 0) + value;
	};
	for (const effect of effects) if (effect.kind === 'count') add(effect.outcome, 1);
	for (const change of changes) {
		add(change.kind, 1);
		if ('ms' in change) add(`${change.kind}_ms`, Math.round(change.ms));
	}
	return counts;
}

const LINES: Readonly<Record<Transition['kind'], Pick<LogLine, 'level' | 'message'>>> = {
	grace_started: { level: 'info', message: PHRASES.graceStarted },
	grace_cancelled: { level: 'info', message: PHRASES.graceCancelled },
	grace_expired: { level: 'info', message: PHRASES.graceExpired },
	agent_lost: { level: 'warn', message: 'The process of an agent has ended in a call' },
	adopted: { level: 'warn', message: 'A room that the store did not know was adopted' },
};

export function sayTransitions(log: Log, changes: readonly Transition[], trace: string | null): void {
	for (const { kind, ...rest } of changes)
		log({ ...LINES[kind], event: kind, ...('ms' in rest ? { ms: rest.ms } : {}), trace: trace ?? undefined });
}

export function sayGivingUp(log: Log, effects: readonly Effect[], trace: string | null): void {
	if (effects.some(({ kind }) => kind === 'give_up'))
		log({ level: 'alert', message: PHRASES.spawnFailed, event: 'agent_unavailable', trace: trace ?? undefined });
}
