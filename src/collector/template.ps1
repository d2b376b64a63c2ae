& {
# Handglass collector 1, read-only: it connects once, prints what it sees, and writes and installs nothing.
# Windows PowerShell 5.1 or PowerShell 7. Paste all of it; send back everything from begin to end.
$target = '{{target}}' # the server to reach, by name or address
$port = '{{port}}'
$mode = '{{mode}}' # smtp: EHLO and STARTTLS; tls: TLS at once, as on port 465
$name = '{{name}}' # the name that the certificate should bear
if ($target -ceq 'HOST' -or $port -ceq 'PORT' -or $name -ceq 'HOST') { 'Fill in the first lines of the block: HOST is the server to reach, PORT its port.'; return }
if ("$($ExecutionContext.SessionState.LanguageMode)" -ne 'FullLanguage') { 'A policy of this machine keeps PowerShell from using .NET (LanguageMode): run the block on another machine of the same network.'; return }
$parts = New-Object System.Collections.ArrayList
$seen = @{ errors = ''; raw = New-Object System.Collections.ArrayList; extra = 0; built = New-Object System.Collections.ArrayList }
$open = @{ part = $null; offered = $false }
function Part($title) { $open.part = @{ title = $title; entries = 0; lines = New-Object System.Collections.ArrayList }; [void]$parts.Add($open.part) }
function One($text) { ("$text" -creplace '[\x00-\x1f\x7f-\x9f]+', ' ').Trim() }
# An entry: no line is longer than 72 columns, the rest of a longer one stands behind a plus sign.
function Add($key, $value) {
  $open.part.entries++
  $begun = ''
  foreach ($piece in [regex]::Matches(("${key}: " + (One $value)).Trim(), '.{1,70}(?<! )(?! )|.{1,70}')) { [void]$open.part.lines.Add($begun + $piece.Value); $begun = '+ ' }
}
function Add-Pem($base64) {
  $open.part.entries++
  $dashes = '-' * 5
  [void]$open.part.lines.Add($dashes + 'BEGIN CERTIFICATE' + $dashes)
  foreach ($piece in [regex]::Matches($base64, '.{1,64}')) { [void]$open.part.lines.Add($piece.Value) }
  [void]$open.part.lines.Add($dashes + 'END CERTIFICATE' + $dashes)
}
# Over letters and digits alone: a copy may change blanks, quotation marks and dashes.
function Sum($lines) {
  $low = 1
  $high = 0
  foreach ($line in $lines) { foreach ($letter in [char[]]($line -creplace '[^0-9A-Za-z]', '')) { $low = ($low + [int]$letter) % 65521; $high = ($high + $low) % 65521 } }
  '{0:x4}{1:x4}' -f $high, $low
}
function Why($record) { $e = $record.Exception; while ($e.InnerException) { $e = $e.InnerException }; (One ($e.GetType().Name + ': ' + $e.Message)) }
function Read-Reply($stream) {
  $last = ''
  for ($count = 0; $count -lt 100; $count++) {
    $line = New-Object System.Text.StringBuilder
    while ($line.Length -lt 1000) { $byte = $stream.ReadByte(); if ($byte -lt 0 -or $byte -eq 10) { break }; if ($byte -ne 13) { [void]$line.Append([char]$byte) } }
    $last = $line.ToString()
    if ($last -ne '') { Add 'S' $last }
    if ($last -notmatch '^\d{3}-') { break }
    if ($last -match '^\d{3}-STARTTLS\s*$') { $open.offered = $true }
  }
  if ($last -match '^\d{3} STARTTLS\s*$') { $open.offered = $true }
  $last
}
function Send-Line($stream, $text) { Add 'C' $text; $bytes = [Text.Encoding]::ASCII.GetBytes("$text`r`n"); $stream.Write($bytes, 0, $bytes.Length); $stream.Flush() }
Part 'run'
if ($target -match ':') { Add 'target' "[$target]:$port" } else { Add 'target' "${target}:$port" }
Add 'mode' $mode
Add 'name' $name
Add 'clock' ((Get-Date).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ', [Globalization.CultureInfo]::InvariantCulture))
Add 'computer' ([Environment]::MachineName)
Add 'system' ([Environment]::OSVersion.VersionString)
Add 'powershell' $PSVersionTable.PSVersion
try { Add 'net' ([Runtime.InteropServices.RuntimeInformation]::FrameworkDescription) } catch { Add 'net' ([Environment]::Version) }
Part 'network'
$tcp = $null
try {
  $parsed = $null
  if ([Net.IPAddress]::TryParse($target, [ref]$parsed)) { $addresses = @($parsed) } else { $addresses = @([Net.Dns]::GetHostAddresses($target)) }
  foreach ($address in $addresses) { Add 'address' $address }
  foreach ($address in $addresses) {
    try {
      $try = New-Object System.Net.Sockets.TcpClient($address.AddressFamily)
      $try.ReceiveTimeout = 20000
      $try.SendTimeout = 20000
      if ($try.ConnectAsync($address, [int]$port).Wait(15000)) { $tcp = $try; Add 'connected' $address; break }
      $try.Close()
      Add 'failed' "${address}: no answer within 15 seconds (timed out)"
    } catch { Add 'failed' ("${address}: " + (Why $_)) }
  }
} catch { Add 'failed' (Why $_) }
Part 'dialog'
$ready = $null -ne $tcp
if ($ready) { $stream = $tcp.GetStream() }
if ($ready -and $mode -eq 'smtp') {
  $ready = $false
  try {
    $greeting = Read-Reply $stream
    if ($greeting -match '^220') {
      Send-Line $stream ('EHLO ' + [Net.Dns]::GetHostName())
      [void](Read-Reply $stream)
      if ($open.offered) {
        Send-Line $stream 'STARTTLS'
        $ready = (Read-Reply $stream) -match '^220'
      } else { Add 'note' 'STARTTLS is not offered' }
    }
  } catch { Add 'failed' (Why $_) }
}
Part 'tls'
$done = $false
if ($ready) {
  $check = {
    param($from, $certificate, $chain, $errors)
    $seen.errors = "$errors"
    if ($certificate) { [void]$seen.raw.Add([Convert]::ToBase64String($certificate.GetRawCertData())) }
    if ($chain) {
      foreach ($extra in $chain.ChainPolicy.ExtraStore) {
        $seen.extra++
        $raw = [Convert]::ToBase64String($extra.RawData)
        if (-not $seen.raw.Contains($raw)) { [void]$seen.raw.Add($raw) }
      }
      $depth = 0
      foreach ($element in $chain.ChainElements) {
        $its = $element.Certificate
        [void]$seen.built.Add(@('element', "$depth $($its.Thumbprint) $($its.NotAfter.ToUniversalTime().ToString('yyyy-MM-dd')) $($its.Subject)"))
        foreach ($status in $element.ChainElementStatus) { [void]$seen.built.Add(@('flaw', "$($status.Status): $($status.StatusInformation)")) }
        $depth++
      }
      foreach ($status in $chain.ChainStatus) { [void]$seen.built.Add(@('status', "$($status.Status): $($status.StatusInformation)")) }
    }
    return $true
  }.GetNewClosure()
  $tls = New-Object System.Net.Security.SslStream($stream, $true, [Net.Security.RemoteCertificateValidationCallback]$check)
  try {
    try { $tls.AuthenticateAsClient($name, $null, [Security.Authentication.SslProtocols]0, $false) } catch {
      if ($_.Exception.InnerException -isnot [ArgumentException]) { throw }
      # Older .NET Framework: the versions have to be named.
      $tls = New-Object System.Net.Security.SslStream($stream, $true, [Net.Security.RemoteCertificateValidationCallback]$check)
      $tls.AuthenticateAsClient($name, $null, [Security.Authentication.SslProtocols]4032, $false)
    }
    $done = $true
    Add 'protocol' $tls.SslProtocol
    if ($tls.PSObject.Properties['NegotiatedCipherSuite']) { Add 'suite' $tls.NegotiatedCipherSuite }
    Add 'cipher' "$($tls.CipherAlgorithm) $($tls.CipherStrength)"
    Add 'hash' "$($tls.HashAlgorithm) $($tls.HashStrength)"
    Add 'exchange' "$($tls.KeyExchangeAlgorithm) $($tls.KeyExchangeStrength)"
  } catch { Add 'failed' (Why $_) }
  if ($seen.errors -ne '') { Add 'errors' $seen.errors }
}
Part 'sent'
if ($seen.raw.Count -gt 0) {
  if ($seen.extra -gt 0) { Add 'source' 'as sent: the certificate, then the others in no certain order' } else { Add 'source' 'the certificate alone: .NET did not hand over what else was sent' }
}
foreach ($raw in $seen.raw) { Add-Pem $raw }
Part 'built'
foreach ($pair in $seen.built) { Add $pair[0] $pair[1] }
Part 'roots'
try {
  $sizes = Get-ChildItem Cert:\LocalMachine\Root -ErrorAction Stop | ForEach-Object { 2 + $_.SubjectName.RawData.Length } | Measure-Object -Sum
  Add 'count' $sizes.Count
  Add 'bytes' $sizes.Sum
} catch { Add 'note' 'the store of Windows is not there' }
Part 'exchange'
$asked = 'Get-SendConnector', 'Get-ReceiveConnector', 'Get-ExchangeCertificate'
$fields = @{
  'Get-SendConnector' = 'Name', 'AddressSpaces', 'SmartHosts', 'Fqdn', 'RequireTLS', 'TlsAuthLevel', 'TlsDomain', 'TlsCertificateName', 'DomainSecureEnabled', 'IgnoreSTARTTLS'
  'Get-ReceiveConnector' = 'Identity', 'Bindings', 'RemoteIPRanges', 'Fqdn', 'AuthMechanism', 'TlsCertificateName', 'TlsDomainCapabilities'
  'Get-ExchangeCertificate' = 'Thumbprint', 'Subject', 'Issuer', 'CertificateDomains', 'Services', 'NotAfter', 'Status', 'RootCAType', 'HasPrivateKey'
}
foreach ($cmdlet in $asked) {
  if (-not (Get-Command $cmdlet -ErrorAction SilentlyContinue)) { Add 'note' "$cmdlet is not there"; continue }
  Add 'asked' $cmdlet
  try { (& $cmdlet | Format-List $fields[$cmdlet] | Out-String -Width 400) -split "`r?`n" | Where-Object { $_.Trim() -ne '' } | ForEach-Object { Add 'o' $_ } } catch { Add 'failed' (Why $_) }
}
if ($done -and $mode -eq 'smtp') { try { $bye = [Text.Encoding]::ASCII.GetBytes("QUIT`r`n"); $tls.Write($bye, 0, $bye.Length); $tls.Flush() } catch { } }
if ($tcp) { $tcp.Close() }
'[Handglass collector 1: begin]'
foreach ($part in $parts) { "[section: $($part.title), entries: $($part.entries), sum: $(Sum $part.lines)]"; $part.lines }
"[Handglass collector 1: end, sections: $($parts.Count)]"
}
