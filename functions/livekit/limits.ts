/** Below the 5 s of the smallest function that runs us; and short enough that LiveKit's SDK does not repeat a request. */
export const REQUEST_TIMEOUT_SECONDS = 3;
