import type { CallPhase } from '../call/state/state.ts';

/** Where the call is, in words. Once connected, what the agent does says more. */
export const phaseWords: Readonly<Partial<Record<CallPhase, string>>> = {
	idle: 'Not in a call',
	starting: 'Connecting',
	reconnecting: 'Reconnecting',
	moved: 'This call is open in another tab or window',
	ended: 'Call ended',
	failed: 'Not connected',
};
