import type { Level } from '../../call/quality/quality.ts';

/** How good the way to the call is. */
export const qualityWords: Readonly<Record<Level, string>> = {
	excellent: 'Connection: excellent',
	good: 'Connection: good',
	poor: 'Connection: poor. Go nearer to your router, or close what else uses the network.',
	lost: 'Connection: lost for now. What you type is kept and sent again.',
};
