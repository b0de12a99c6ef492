import type { DeliveryWords } from '../../call/outbox/late.ts';

/** Beside a typed message that nobody has acknowledged. */
export const deliveryWords: DeliveryWords = {
	late: 'not delivered yet, will be sent again',
	never: 'not delivered',
};
