/**
 * How good the way to the server is, in the log: a call that sounds bad has its reason there.
 *
 * @module
 */
import { ConnectionQuality, type Participant } from '@livekit/rtc-node';
import type { Log } from '../../log.ts';

/** Whose connection it is; of a person no more is said. */
export type Whose = 'agent' | 'visitor' | 'other';

const LEVELS: Readonly<Record<ConnectionQuality, 'good' | 'poor' | 'lost'>> = {
	[ConnectionQuality.QUALITY_POOR]: 'poor',
	[ConnectionQuality.QUALITY_GOOD]: 'good',
	[ConnectionQuality.QUALITY_EXCELLENT]: 'good',
	[ConnectionQuality.QUALITY_LOST]: 'lost',
};

/** @returns tells of each change for the worse and of the return, once; of good ones nothing */
export function logQuality(log: Log, whoseIs: (participant: Participant) => Whose) {
	const known = new Map<string, string>();
	return (quality: ConnectionQuality, participant: Participant): void => {
		const level = LEVELS[quality];
		const before = known.get(participant.identity) ?? 'good';
		known.set(participant.identity, level);
		if (level === before) return;
		const whose = whoseIs(participant);
		log({ level: level === 'good' ? 'info' : 'warn', event: 'connection_quality', whose, quality: level });
	};
}
