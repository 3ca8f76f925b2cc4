// English keyword rules, per leaf (C27). A rule says something only when it is typical of one leaf: a bare "order" or "bill" is none.
import { keywordRule } from './keyword-rule.js';
import type { KeywordRule } from './keyword-rule.js';

const BILL = 'bill|bills|billed|invoice|invoices|invoiced|statement';
const CHARGE = 'charge|charged|charges|charging|debited|deducted|billed|debit';
const ORDER = 'order|orders|ordered|parcel|package|packages|delivery|shipment|item|items';
const CLAIM = 'claim|claims|application|applications|request|mortgage|loan|case';
const DOCS = 'documentation|docs|manual|instructions|guide|article|help page|help article|faq|tutorial';
const PASSWORD = 'password|passcode|login|log in|logging in|sign in|signing in|signin|authenticator|verification code|2fa';
const NOT_WORKING =
  'not working|doesnt work|does not work|isnt working|stopped working|wont work|wont start|wont turn on|broken|broke|crashes|crashed|crashing|crash|keeps failing|still fails|fails|freezes|frozen|faulty|defective|not responding|does not respond|bug|glitch*|error message|throws an error';

export const RULES_EN: readonly KeywordRule[] = (
  [
    ['product.defect', NOT_WORKING, '!card|payment|login|log in|sign in|password|deal|promise'],
    [
      'product.defect',
      'upload|download|app|screen|device|router|phone|internet|website|software|connection',
      'fails|failing|failed|down|slow',
    ],
    [
      'product.defect',
      'cracked|crack|shattered|smashed',
      'screen|display|phone|mobile|glass|tablet',
      '!parcel|package|delivery|arrived|ordered|order',
    ],
    [
      'product.defect',
      'problem|problems|trouble|issue|issues',
      'software|app|device|phone|router|internet|computer|laptop|screen|website|connection',
      '!bill|invoice|payment|login|password',
    ],
    [
      'product.missing_feature',
      'is there no way to|no option to|no way to|missing feature|feature missing|cant find an option|not possible to',
    ],
    ['product.missing_feature', 'does|do|can', 'support|supports', 'feature|format|dark mode|integration|export|import'],
    ['product.compatibility', 'compatible|compatibility|incompatible'],
    ['product.compatibility', 'work with|works with|run on|runs on|fit on|fits', 'my|with|windows|mac|android|iphone|ios|linux'],
    [
      'product.how_to',
      'how do i|how can i|how to|how does one|where do i find|where can i find|show me how|steps to',
      '!cancel|return|refund|change my|reset|password|complain|buy|order|claim|upgrade|contact',
    ],
    [
      'documentation.unclear',
      DOCS,
      'unclear|confusing|dont understand|do not understand|makes no sense|hard to follow|complicated|not clear',
    ],
    ['documentation.missing', DOCS, 'missing|cant find|cannot find|could not find|nothing about|no|not there|nowhere'],
    ['documentation.wrong', DOCS, 'wrong|outdated|out of date|incorrect|old version|does not match|not match|says something else'],
    [
      'marketing_promise.offer_differs',
      'offer|promotion|promo|discount code|voucher|coupon|banner|newsletter|advertised|advertisement',
      'not applied|not accepted|different|differs|denied|doesnt apply|not what|not get|didnt get|did not get|not valid|invalid|rejected',
    ],
    ['marketing_promise.misleading_ad', 'misleading|false advertising|false advertisement|bait|misled|deceptive'],
    [
      'sales_promise.deal_not_honoured',
      'promised|agreed|told me|assured|guaranteed|deal',
      'not honoured|not honored|never happened|didnt get|did not get|not applied|not received|never got|not happened|did not happen|not kept|no longer',
      '!bill|invoice',
    ],
    [
      'sales_promise.capability_oversold',
      'salesman|sales|salesperson|seller|rep|shop|store',
      'said|told|promised|claimed|assured',
      'could|can|would|able|supports|includes|included|works',
    ],
    [
      'sales_promise.price_differs',
      'quote|quoted|agreed price|price you gave|price we agreed|different price|price has changed|higher price|not the price|price is higher|price went up',
    ],
    [
      'invoice.inaccurate',
      BILL,
      'wrong|incorrect|inaccurate|mistake|error|too high|too much|more than|not what|not right|not correct|does not match|doesnt match|overcharged|higher than',
    ],
    ['invoice.inaccurate', 'overcharged|overcharge|over charged|charged too much|charged me too much|billing error|billing mistake'],
    ['invoice.hard_to_read', BILL, 'understand|unclear|confusing|explain|what is this|what does|cant read|hard to read|make sense of|mean'],
    [
      'invoice.unexpected_charge',
      CHARGE,
      'without my|without reason|without any|extra|wrongly|by mistake|not mine|wasnt me|not made by me',
      '!bill|bills|invoice',
    ],
    [
      'invoice.unexpected_charge',
      CHARGE,
      'dont recognise|dont recognize|do not recognise|do not recognize|didnt make|did not make|unknown|unauthorised|unauthorized|unexpected|what is this|why was i|why did you|never ordered|didnt order|not authorise|not authorize|fraud|fraudulent|dispute|suspicious',
    ],
    [
      'invoice.unexpected_charge',
      'dispute|disputing|unauthorized|unauthorised|fraudulent|unknown|suspicious|unrecognised|unrecognized',
      'charge|charges|transaction|payment|withdrawal',
    ],
    ['invoice.duplicate', 'twice|double|two times|duplicate|second time', `${CHARGE}|paid|payment|${BILL}`],
    [
      'invoice.payment_failed',
      'payment|card|transaction|transfer|direct debit',
      'failed|declined|rejected|not accepted|not going through|didnt go through|did not go through|wont go through|fails|not work|doesnt work|refused|bounced',
    ],
    ['invoice.refund_status', 'refund|refunded|money back|reimburse*|credited', '!return policy'],
    [
      'order_delivery.where_is_it',
      'where is|wheres|track|tracking|status of|any news|any update|when will|has not arrived|hasnt arrived|did it ship|been shipped|shipped yet',
      `${ORDER}|it arrive|my stuff`,
      '!late|overdue|supposed|damaged',
    ],
    [
      'order_delivery.late',
      'late|overdue|delayed|delay|still waiting|supposed to arrive|should have arrived|should have been delivered|was due|not here yet|still not here|still not arrived|still has not arrived|still hasnt arrived',
      `${ORDER}|arrive|arrived|courier|deliver*`,
    ],
    [
      'order_delivery.damaged_or_wrong',
      'damaged|wrong item|wrong size|wrong colour|wrong color|wrong product|broken in|arrived broken|scratched|dented|missing parts|part missing|item missing|items missing|incomplete|smashed|not what i ordered',
    ],
    ['order_delivery.damaged_or_wrong', ORDER, 'wrong|broken|torn|missing|cracked|leaking', '!bill|invoice|docs|where'],
    [
      'order_delivery.cancel_or_change',
      'cancel|change|modify|amend|stop|edit|update',
      'order|orders|delivery|booking|delivery address|shipping address',
      '!subscription|contract|policy',
    ],
    [
      'order_delivery.return',
      'return|send back|send it back|returning|exchange|give back|return label',
      '!call|on my return|returned my call',
    ],
    [
      'account_access.login',
      PASSWORD,
      'cant|cannot|can not|unable|forgot|forgotten|reset|not work|doesnt work|not accept|not accepted|wrong|not arrive|not receive|didnt get|lost|fails|failed|incorrect|invalid|invalid',
    ],
    [
      'account_access.login',
      'cant log in|cannot log in|cant login|cannot login|cant sign in|cannot sign in|cant get into my account|cannot access my account|cant access my account|unable to log in|reset my password|forgot my password',
    ],
    [
      'account_access.locked',
      'lost|stolen|stole|misplaced|missing|theft',
      'card|cards|credit card|debit card|wallet',
      '!card number|gift card|sim card|voucher',
    ],
    ['account_access.locked', 'account|card|access|profile', 'locked|blocked|suspended|disabled|deactivated|frozen|lock|banned'],
    ['account_access.locked', 'locked out|card was stolen|lost my card|stolen card|card is lost'],
    [
      'account_access.data_change',
      'change|changed|update|updated|correct|correction|edit',
      'address|surname|last name|phone number|mobile number|email|e mail|bank details',
      '!delivery|shipping|order|password|seat|plan|software',
    ],
    [
      'account_access.data_change',
      'change|update|correct|moved|new|edit',
      'my address|my name|my email|my e mail|my phone number|my number|my bank details|email address|phone number|personal data|surname|billing address|new house|contact details',
      '!delivery address|order',
    ],
    [
      'service_interaction.rude',
      'rude|unfriendly|impolite|insulted|hung up on me|disrespectful|condescending|shouted|arrogant|laughed at me',
    ],
    [
      'service_interaction.slow',
      'waiting|waited|on hold|in the queue|wait time|waiting time|hold',
      'minutes|hours|ages|forever|an hour|long|hour|days|weeks',
      '!order|parcel|package|delivery|shipment',
    ],
    [
      'service_interaction.slow',
      'no reply|no answer|nobody answers|nobody replies|no one answers|no one replies|not answered|never answered|no response|still no response',
    ],
    [
      'service_interaction.not_called_back',
      'call back|call me back|called back|callback|call you back|called me back|phone me back|ring me back|get back to me|got back to me',
    ],
    [
      'service_interaction.repeated_myself',
      'already told|already explained|told you already|explained already|explained this|explain again|explain it again|repeat myself|repeating myself|same story|start over|all over again|third time i|again and again|already gave|already given|already said',
    ],
    ['claim_application_status.status_check', CLAIM, 'status|news|update|progress|how long|when will|how far|where is|track'],
    [
      'claim_application_status.status_check',
      'any news|any update|any updates|any progress|whats the status|what is the status',
      '!order|parcel|package|shipment|delivery|refund',
    ],
    [
      'claim_application_status.documents',
      'proof|copy|certificate|confirmation letter|paper',
      'insurance|policy|insured|claim|application',
      '!invoice|bill',
    ],
    [
      'claim_application_status.documents',
      'document|documents|paperwork|form|forms|certificate|proof|photos|payslip*|upload',
      `${CLAIM}|need to send|which documents|what documents|send you|submit|proof of insurance`,
    ],
    [
      'claim_application_status.decision',
      CLAIM,
      'rejected|denied|declined|refused|approved|decision|decided|why not paid|appeal|turned down',
    ],
    [
      'policy_terms.coverage',
      'cover|covered|covers|coverage|insured|warranty|guarantee',
      'policy|plan|does|is|am i|what|under|damage|insurance|warranty|still',
    ],
    [
      'policy_terms.cancellation_terms',
      'notice period|cancellation terms|cancellation policy|cancellation fee|minimum term|contract end|get out of my contract|end my contract|terminate my contract|cancellation period|how do i cancel|cancel my subscription|cancel my contract|cancel my plan|cancel my policy|cancel my account|close my account',
    ],
    [
      'information_request.product',
      'does|do|is|are|which|what',
      'include|includes|come with|available|in stock|difference between|size|material|recommend|specification*|roaming|suitable',
      '!cover|policy',
    ],
    [
      'information_request.price',
      'how much|what does it cost|price of|price for|cost of|what is the price|pricing|price list|what would it cost|any discount',
      '!bill|invoice|charged',
    ],
    [
      'information_request.opening_or_contact',
      'opening hours|open on|are you open|what time do you|phone number of|your phone number|your address|your contact number|the contact number|nearest branch|nearest store|opening times|when do you open|when do you close|how can i contact|speak to a human|your email',
    ],
    [
      'purchase_intent.new',
      'want|wants|need|like|wanna|would like|looking|interested|wish',
      'buy|buying|purchase|purchasing|book|booking a|subscribe|sign up|signing up|new service|new contract|new connection|new line|a ticket|get a quote|start a|start service',
      '!cancel|change|changed|return|refund|upgrade|book number|booking number|wrong|already|new card',
    ],
    [
      'purchase_intent.new',
      'want to buy|like to buy|like to order|want to order|place an order|open an account|sign up|interested in buying|like to purchase|want to purchase|become a customer|new contract|start service|like to subscribe|like to book|want to book',
    ],
    [
      'purchase_intent.upgrade',
      'upgrade|upgrading|bigger plan|faster plan|higher tier|more storage|add another|switch to a bigger|premium plan|extend my plan|larger plan',
    ],
    [
      'feedback_praise.praise',
      'great service|great job|well done|excellent service|you were very helpful|compliment|love your|very happy with|best support|fantastic service|so helpful|just wanted to say thank*|amazing service',
    ],
    [
      'feedback_praise.suggestion',
      'suggestion|suggest|would be nice if|would be great if|it would help if|feature request|you should add|idea for|my idea|could you add|please add',
    ],
    [
      'other.spam',
      'seo services|guest post|backlinks|bitcoin investment|crypto investment|make money fast|casino|viagra|rank your website|lottery winner|increase your traffic',
    ],
  ] satisfies [string, ...string[]][]
).map(keywordRule);
