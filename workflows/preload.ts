/**
 * Modules that are loaded once for all workflows of a worker, instead of once for each: the process language and its
 * libraries. They are pure and keep no state of any one workflow, which is what makes sharing them safe; a module that
 * does must never be named here. (Workflow code itself is still loaded for each workflow.)
 */
import '../errors/problem';
import '../process/advance';
import '../process/clock';
import '../process/ids';
import '../process/run';
import '../process/view';

/**
 * The SDK takes a stack trace of every promise, and maps each frame back to its source: with V8's ten frames that was a
 * fifth of a workflow's time. Four still name the place of an error and who called it.
 */
Error.stackTraceLimit = 4;
