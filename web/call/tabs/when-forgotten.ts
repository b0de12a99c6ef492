/**
 * What is forgotten in one tab is not shown in another one any longer.
 *
 * @module
 */
export type ForgottenChannel = Pick<BroadcastChannel, 'onmessage' | 'postMessage' | 'close'>;

/** Apart from the one for moving a call, which is open in a call only: this one is where a transcript is, and no call. */
const CHANNEL = 'greenroom.1.forgotten';

/** @param forgotten another tab has had everything forgotten */
export function whenForgotten(openChannel: (name: string) => ForgottenChannel, forgotten: () => void) {
	const channel = openChannel(CHANNEL);
	channel.onmessage = forgotten;
	return {
		/** To be called before this tab closes it. */
		tell: () => channel.postMessage('forgotten'),
		close: () => channel.close(),
	};
}
