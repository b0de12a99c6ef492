/**
 * Where a call is, as the person at this page sees it. Mirrored on `<html data-call>`.
 *
 * @module
 */

export type CallPhase = 'idle' | 'starting' | 'connected' | 'reconnecting' | 'moved' | 'ended' | 'failed';

/**
 * What can happen to a call. `resume`: the page was loaded again in the middle of it. `drop`: the way to the room is
 * lost. `move`: the call goes on in another tab or window. `end`: the person ended it, or the API says that it ended.
 * `clear`: there is nothing of it any more, in no tab or nowhere.
 */
export type CallEvent = 'start' | 'resume' | 'connect' | 'drop' | 'move' | 'end' | 'fail' | 'clear';

const transitions: Record<CallPhase, Partial<Record<CallEvent, CallPhase>>> = {
	idle: { start: 'starting', resume: 'reconnecting', move: 'moved' },
	starting: { drop: 'reconnecting', connect: 'connected', move: 'moved', end: 'ended', fail: 'failed' },
	connected: { drop: 'reconnecting', move: 'moved', end: 'ended' },
	reconnecting: { connect: 'connected', move: 'moved', end: 'ended', fail: 'failed' },
	moved: { start: 'starting', clear: 'idle' },
	ended: { start: 'starting', clear: 'idle' },
	failed: { start: 'starting', clear: 'idle' },
};

/** The phase after an event. An event that has no meaning in a phase (a second click on Start) changes nothing. */
export const phaseAfter = (phase: CallPhase, event: CallEvent): CallPhase => transitions[phase][event] ?? phase;

/** There is a call in this tab: it can be ended here, and a reload returns to it. */
export const isInCall = (phase: CallPhase): boolean =>
	phase === 'starting' || phase === 'connected' || phase === 'reconnecting';
