import type { Ended } from '../call/call/call-state.ts';

const words: Readonly<Record<Ended, string>> = {
	here: 'You ended the call.',
	hung_up: 'The call was ended on another page of yours.',
	grace_expired: 'You were away for too long, so the call was ended.',
	agent_failed: 'The agent failed, so the call was ended.',
	said_goodbye: 'The agent said goodbye and ended the call.',
	forgotten: 'The conversation was forgotten, and the call ended with it.',
	closed_by_operator: 'The people who run this service ended the call.',
	call_limit: 'The call was as long as a call may be.',
	silence: 'Nobody had said anything for a while, so the call was ended.',
	room_finished: 'The call server ended the call.',
	fresh_start: 'The page was loaded again, which begins anew here.',
	superseded: 'A newer call of yours took the place of this one.',
	unknown: 'The call has ended.',
};

/** Why the last call ended. Of a reason that this page is too old to know, that it has. */
export const endWords = (ended: Ended): string => words[ended] ?? words.unknown;
