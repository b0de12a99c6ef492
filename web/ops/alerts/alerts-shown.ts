/**
 * Alerts in words, and which of them are new. Pure.
 *
 * @module
 */
import type { Alert } from '../../../functions/protocol/operator.ts';
import { sayCount, sayDuration } from '../words/duration.ts';

export interface ShownAlert {
	/** The same as long as it is the same trouble. */
	readonly key: string;
	readonly words: string;
	readonly room: string | null;
}

const HOUR_MS = 3_600_000;

export const shownAlert = (alert: Alert): ShownAlert => ({
	key: `${alert.alert} ${alert.room ?? ''}`,
	words: wordsOf(alert),
	room: alert.room ?? null,
});

function wordsOf({ alert, value, limit }: Alert): string {
	switch (alert) {
		case 'agents_many':
			return `${sayCount(value, 'agent')} at work: more than the ${limit} that were reckoned with.`;
		case 'agent_old':
			return `An agent has served for ${sayDuration(value * HOUR_MS)}, longer than ${limit} h. Is somebody talking?`;
		case 'orphans':
			return `${sayCount(value, 'room was', 'rooms were')} left behind. Collecting takes them away.`;
		case 'no_worker':
			return 'No worker takes calls: whoever calls now waits for nobody.';
	}
}

/** @param before null: nothing was shown yet, and what has long been so is no news */
export const isNew = (key: string, before: readonly string[] | null): boolean =>
	before !== null && !before.includes(key);
