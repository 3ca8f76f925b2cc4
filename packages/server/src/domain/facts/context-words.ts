// The words that say what a number is (C23), English and German. A new language is one more row in each table. Pure.

const table = (rows: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(rows).flatMap(([key, words]) => words.split(' ').map((word): [string, string] => [word, key])));

/** Word → the key of an id near it. */
export const ID_CONTEXT = table({
  order_id: 'order orders bestellung auftrag',
  claim_id: 'claim claims schaden schadensfall',
  policy_id: 'policy polic police versicherung',
  account_no: 'account acct konto',
  booking_ref: 'booking reservation pnr buchung reservierung',
  invoice_no: 'invoice bill rechnung',
});
/** The same, only with a word for "number" behind it: `customer` alone names nothing. */
export const ID_CONTEXT_NAMED = table({
  booking_ref: 'confirmation ticket',
  account_no: 'ac acc customer member client a/c',
  order_id: 'purchase',
});
/** Words that are context and "number" in one. */
export const ID_COMPOUND = table({
  order_id: 'bestellnummer auftragsnummer bestellnr bestell-nr auftrags-nr',
  claim_id: 'schadennummer schadensnummer vorgangsnummer schaden-nr',
  policy_id: 'policennummer versicherungsnummer versicherungsscheinnummer vertragsnummer',
  account_no: 'kontonummer kundennummer kunden-nr kundennr',
  booking_ref: 'buchungsnummer reservierungsnummer buchungscode',
  invoice_no: 'rechnungsnummer rechnungs-nr rechnungsnr',
});
export const NUMBER_WORDS = new Set('number numbers no nr num id ids ref reference code # nummer nos no. confirmation'.split(' '));
export const FILLERS = new Set(
  'is was its it the my are as of which here be would will with in to ends ending end last four 4 digits digit for ist lautet die der das meine mein war actually number no nr id ref reference code num only just please'.split(
    ' ',
  ),
);
/** What turns a number into money or into a quantity. */
export const AFTER_AMOUNT = new Set(
  'eur euro euros usd dollar dollars gbp pounds chf € $ £ % percent items pieces times days day weeks hours minutes years months years old am pm uhr tage stunden bucks checks cheques'.split(
    ' ',
  ),
);
export const PHONE_CONTEXT = new Set(
  'phone telephone mobile cell cellphone tel mob ph call contact whatsapp reach ring text sms callback landline telefon handy telefonnummer handynummer rufnummer mobilnummer mobil erreichbar anrufen rückruf number'.split(
    ' ',
  ),
);
export const CARD_CONTEXT = new Set('card cards visa mastercard amex kreditkarte kreditkartennummer kartennummer credit debit'.split(' '));
export const POSTCODE_CONTEXT = new Set('postcode zip zipcode postleitzahl plz'.split(' '));
export const ERROR_CONTEXT = new Set('error fehler fehlercode fehlermeldung errorcode'.split(' '));

/** Words too common to be part of an id or a name. */
export const COMMON_WORDS = new Set(
  (
    'a an and are as at be but by can could did do does for from get give had has have he hello help here hey hi how i if in is it its just know let like look me my need new no not now of off ok okay on one or order our ' +
    'out please pls plz see send she should so some sorry sure thank thanks thx that the their them then there these they this to too up us was we well were what when where which who why will with would yes yeah yep you your ' +
    'number name phone email mail account policy claim booking invoice card address code id ref last four digits full first also am already back because been before call called calling cancel change charge check company confirmation contact correct ' +
    'credit currently customer day detail details dont don doing else ending ends end ever forgot good great happy here hope im information issue its ive late lost love make may mine missing moment morning more ' +
    'nice none nope nothing old only other paid pay perfect problem really refund right same service ship ssn still stop take tell that thats today tomorrow try trying u ur update use used very wait waiting want wanted wish wont work working wrong yesterday ' +
    'etc si one two three four five six seven eight nine ten speaking interested looking afraid able going getting having sir madam mam maam dear team bro man minute minutes second seconds mobile nr pin mr mrs ' +
    'und oder ich mein meine ist das die der den dem ein eine einen nicht mit für von zu auf im am es sie wir ihr bitte danke ja nein hallo noch schon aber auch habe hat haben war sind bin wie was wo wann warum hier guten tag morgen'
  ).split(' '),
);
