/**
 * Nothing is accepted of a job whose epoch is not the last that was granted.
 *
 * @module
 */
import { keyOf } from '../names.ts';
import { conversationOf, recordAt } from '../timeline/saves.ts';
import type { Rule, Violation } from '../violation.ts';

export const noStaleWrite: Rule = ({ of, saves }) => {
	const forgets = of('store_lost').map(({ at }) => at);
	const fenceAt = (conversation: string, at: number): number => {
		// In the same millisecond either may have been first.
		const saved = recordAt(saves(conversation), at - 1);
		if (saved === undefined || forgets.some((lost) => lost >= saved.at && lost <= at)) return 0;
		return saved.record.epoch;
	};
	const appended = of('appended').flatMap(({ at, key, epoch, outcome }): readonly Violation[] => {
		const conversation = conversationOf(key);
		if (conversation === null || outcome !== 'appended' || epoch >= fenceAt(conversation, at)) return [];
		return [{ rule: 'no stale write', at, what: `turns of epoch ${epoch} were appended to ${key}` }];
	});
	const wrote = of('wrote').flatMap(({ at, from, room, job, epoch }): readonly Violation[] => {
		if (epoch >= fenceAt(keyOf(room).conversation, from)) return [];
		return [{ rule: 'no stale write', at, what: `a write of ${job} with epoch ${epoch} was accepted` }];
	});
	return [...appended, ...wrote];
};
