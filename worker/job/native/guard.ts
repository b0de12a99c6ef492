/**
 * Handlers of room events: they do not hold up the room, and what one throws is logged and ends no call.
 *
 * @module
 */
import { type Log, nameOf } from '../../log.ts';

export type Guard = <A extends unknown[]>(
	event: string,
	handle: (...args: A) => void | Promise<void>,
) => (...args: A) => void;

export const makeGuard =
	(log: Log): Guard =>
	(event, handle) =>
	(...args) => {
		Promise.resolve()
			.then(() => handle(...args))
			.catch((error: unknown) =>
				log({ level: 'error', event: 'handler_failed', handler: event, error: nameOf(error) }),
			);
	};
