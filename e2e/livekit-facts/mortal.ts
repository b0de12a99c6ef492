/**
 * A participant as a program, so that it can be killed.
 *
 * @module
 */
import { Room } from '@livekit/rtc-node';

const { LIVEKIT_URL = '', TOKEN = '' } = process.env;
await new Room().connect(LIVEKIT_URL, TOKEN, { autoSubscribe: true, dynacast: false });
console.log('joined');
