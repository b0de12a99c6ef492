/**
 * What the page says about a line that does not hold.
 *
 * @module
 */
import type { Trouble } from '../call/line/trouble.ts';
import { refusedMeanwhile } from './words.ts';

const GOES_ON = 'The call goes on by itself when the line is back. What you type is sent then.';

/** What is so, and what to do. It stays the same while the trouble does. */
export function lineWords(trouble: Trouble): string {
	switch (trouble.kind) {
		case 'offline':
			return `This device is offline. ${trouble.inCall ? GOES_ON : 'The call begins when the network is back.'}`;
		case 'api':
			return 'The service does not answer yet. Still trying.';
		case 'room':
			return 'The call server does not answer yet. Still trying.';
		case 'away':
			return GOES_ON;
		case 'refused':
			return refusedMeanwhile(trouble.failure);
	}
}

/** @param seconds how long it has lasted */
export const forHowLong = (seconds: number): string =>
	seconds < 120 ? `for ${seconds} s` : `for ${Math.floor(seconds / 60)} min`;

/** For those who hear the page: in steps, or it would talk without a pause. */
export const forHowLongAloud = (seconds: number): string =>
	seconds < 10 ? '' : `For ${Math.floor(seconds / 10) * 10} seconds.`;
