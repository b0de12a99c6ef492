/**
 * Lets everything that can go on go on. No part of a simulated world waits for anything but the virtual clock, so all that
 * is left is promises, and whoever asks for the next turn of the event loop gets it when they are done.
 *
 * @module
 */

/** Calls back in a later turn, which comes when no promise can go on. */
export type NextTurn = (run: () => void) => void;

export type Settle = () => Promise<void>;

export const settleBy =
	(nextTurn: NextTurn): Settle =>
	async () => {
		// A turn that is asked for outside of a promise's continuation could come before them.
		await null;
		await new Promise<void>((resolve) => {
			nextTurn(resolve);
		});
	};

/** Node's quickest. */
export const settle: Settle = settleBy((run) => process.nextTick(run));
