/** What the demo says of itself. It is honest about what it is, and never plays a general assistant. */
export const I_AM = 'I am the offline demo';
export const ASK_FOR_HELP = 'Say help to hear what I know.';

/** A tool failed, is missing, or answered something that the demo has no words for. */
export const TOOL_FAILED = 'That did not work just now. Please try it again.';
