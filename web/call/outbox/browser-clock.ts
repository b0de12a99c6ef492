import type { Clock } from './delivery.ts';

export const browserClock: Clock = {
	now: () => Date.now(),
	after: (delay, callback) => {
		const timer = setTimeout(callback, delay);
		return () => clearTimeout(timer);
	},
};
